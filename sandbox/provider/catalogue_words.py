"""The vocabulary of the made-up catalogue: what is sold where, and how panels word it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of service on one platform; `cents` is a fair rate in US cents per 1,000."""

    noun: str
    icon: str
    cents: int
    most: int = 100_000
    types: tuple[str, ...] = ("Default",)
    refills: bool = False  # followers and the like are refilled; views are not
    drips: bool = True


def _comments(noun: str = "Comments", cents: int = 900) -> Offer:
    types = ("Custom Comments", "Custom Comments", "Default", "Custom Comments Package")
    return Offer(noun, "💬", cents, 5_000, types, drips=False)


PLATFORMS: Final[dict[str, tuple[Offer, ...]]] = {
    "Instagram": (
        Offer("Followers", "👤", 120, 1_000_000, refills=True),
        Offer("Likes", "❤️", 25, 500_000, ("Default", "Default", "Default", "Subscriptions")),
        Offer("Reels Views", "▶️", 2, 100_000_000),
        Offer("Story Views", "👁", 8, 50_000, drips=False),
        _comments(),
        Offer("Saves", "🔖", 12, 100_000),
        Offer("Shares", "🔁", 15, 500_000),
        Offer("Live Views", "🔴", 1_400, 20_000, drips=False),
        Offer(
            "Mentions",
            "📣",
            450,
            50_000,
            (
                "Mentions User Followers",
                "Mentions Custom List",
                "Mentions Hashtag",
                "Mentions with Hashtags",
                "Mentions Media Likers",
                "Mentions",
            ),
            drips=False,
        ),
        Offer("Comment Likes", "💗", 160, 10_000, ("Comment Likes",), drips=False),
        Offer("Comment Replies", "💬", 1_600, 1_000, ("Comment Replies",), drips=False),
    ),
    "TikTok": (
        Offer("Followers", "👤", 180, 500_000, refills=True),
        Offer("Likes", "❤️", 40, 500_000),
        Offer("Views", "▶️", 1, 1_000_000_000),
        _comments(),
        Offer("Shares", "🔁", 20, 1_000_000),
        Offer("Saves", "🔖", 18, 1_000_000),
        Offer("Live Stream Views", "🔴", 1_100, 10_000, drips=False),
        Offer("Story Views", "👁", 10, 100_000, drips=False),
    ),
    "YouTube": (
        Offer("Subscribers", "👤", 1_500, 50_000, refills=True),
        Offer("Views", "▶️", 140, 10_000_000, refills=True),
        Offer("Likes", "👍", 90, 100_000, refills=True),
        Offer("Shorts Views", "📱", 95, 5_000_000),
        _comments(cents=2_400),
        Offer("Shares", "🔁", 150, 200_000),
        Offer("Live Stream Views", "🔴", 700, 50_000, drips=False),
        Offer("SEO Views", "🔎", 420, 100_000, ("SEO",), drips=False),
    ),
    "Telegram": (
        Offer("Channel Members", "👥", 60, 500_000, refills=True),
        Offer(
            "Group Members",
            "👥",
            70,
            200_000,
            ("Default", "Default", "Default", "Invites from Groups"),
            refills=True,
        ),
        Offer("Post Views", "👁", 2, 1_000_000),
        Offer("Post Reactions", "😍", 9, 100_000),
        Offer("Post Shares", "🔁", 10, 500_000),
        Offer("Story Views", "👁", 30, 50_000, drips=False),
        _comments(cents=1_800),
        Offer("Bot Start Members", "🤖", 45, 100_000),
    ),
    "X (Twitter)": (
        Offer("Followers", "👤", 320, 100_000, refills=True),
        Offer("Likes", "❤️", 180, 50_000),
        Offer("Tweet Views", "👁", 2, 10_000_000),
        Offer("Retweets", "🔁", 240, 50_000),
        _comments(cents=3_000),
        Offer("Bookmarks Saves", "🔖", 60, 100_000),
    ),
    "Facebook": (
        Offer("Page Followers", "👤", 70, 500_000, refills=True),
        Offer("Post Likes", "👍", 30, 100_000),
        Offer("Video Views", "▶️", 9, 10_000_000),
        Offer("Post Shares", "🔁", 45, 20_000),
        Offer("Group Members", "👥", 150, 100_000, refills=True),
        Offer("Live Stream Views", "🔴", 650, 10_000, drips=False),
        _comments(cents=2_100),
    ),
    "Threads": (
        Offer("Followers", "👤", 260, 50_000, refills=True),
        Offer("Likes", "❤️", 190, 20_000),
        Offer("Shares", "🔁", 230, 20_000),
    ),
    "Spotify": (
        Offer("Plays", "🎧", 22, 10_000_000, refills=True),
        Offer("Artist Followers", "👤", 24, 500_000, refills=True),
        Offer("Playlist Followers", "📃", 22, 500_000, refills=True),
        Offer("Track Saves", "🔖", 30, 100_000),
    ),
    "SoundCloud": (
        Offer("Plays", "🎧", 3, 10_000_000),
        Offer("Followers", "👤", 210, 20_000, refills=True),
        Offer("Likes", "❤️", 190, 20_000),
    ),
    "Twitch": (
        Offer("Followers", "👤", 35, 100_000, refills=True),
        Offer("Live Stream Views", "🔴", 950, 5_000, drips=False),
        Offer("Clip Views", "▶️", 12, 1_000_000),
    ),
    "Discord": (
        Offer("Server Members", "👥", 1_200, 20_000, refills=True),
        Offer("Message Reactions", "😍", 300, 5_000),
    ),
    "LinkedIn": (
        Offer("Followers", "👤", 1_900, 20_000, refills=True),
        Offer("Post Likes", "👍", 1_500, 5_000),
        Offer("Post Shares", "🔁", 1_700, 5_000),
    ),
    "Pinterest": (
        Offer("Followers", "👤", 240, 50_000, refills=True),
        Offer("Pin Saves", "📌", 170, 50_000),
    ),
    "Reddit": (
        Offer("Community Members", "👥", 1_400, 20_000),
        Offer("Post Views", "👁", 60, 100_000),
        Offer("Post Shares", "🔁", 320, 5_000),
    ),
    "VK": (
        Offer("Followers", "👤", 110, 100_000, refills=True),
        Offer("Group Members", "👥", 120, 100_000, refills=True),
        Offer("Post Likes", "❤️", 55, 50_000),
        Offer("Video Views", "▶️", 14, 1_000_000),
    ),
    "Website": (
        Offer("Traffic", "🌐", 45, 1_000_000, ("Default", "Web Traffic")),
        Offer("Traffic from Google", "🔎", 70, 1_000_000, ("Web Traffic", "Default")),
    ),
}
TITLES: Final = {
    "Custom Comments": "Custom Comments",
    "Custom Comments Package": "Custom Comments Package",
    "Subscriptions": "Auto Likes for New Posts",
}
"""Types that panels tell in the name as well."""
PACKAGES: Final = ("Starter Package", "Growth Package", "Creator Package")
QUALITIES: Final = (
    "HQ",
    "Real & Active",
    "Mixed Quality",
    "High Quality Profiles",
    "Old Accounts",
    "With Profile Pictures",
    "Low Drop",
    "Non Drop",
)
COUNTRIES: Final = (
    "Worldwide",
    "Worldwide",
    "Worldwide",
    "India 🇮🇳",
    "Turkey 🇹🇷",
    "USA 🇺🇸",
    "Brazil 🇧🇷",
    "Russia 🇷🇺",
    "Arab 🇦🇪",
    "Germany 🇩🇪",
)
SPEEDS: Final = ("500/Day", "5K/Day", "20K/Day", "100K/Day", "Instant Start", "Start 0-1 Hour")
REFILL_DAYS: Final = (30, 60, 90, 365)
SHELVES: Final = ("Recommended ⭐", "Cheapest 💰", "Guaranteed ♻️", "Targeted 🎯", "Fast ⚡")

# What a shop hides until its owner decides otherwise, and one type nobody knows.
AWKWARD: Final[tuple[tuple[str, str, str, int], ...]] = (
    ("🚫 Instagram Reports", "Instagram Report Account | Profile Reports", "Default", 2_500),
    ("👎 YouTube Dislikes", "YouTube Dislikes | Video | Refill 30 Days", "Default", 700),
    ("🗳 Telegram Poll Votes", "Telegram Poll Votes | Choose Your Answer", "Poll", 120),
    (
        "⭐ Google Reviews",
        "Google Maps Reviews [5 Stars] | Custom Text",
        "Custom Comments",
        250_000,
    ),
    ("✔️ Instagram Verification", "Instagram Verification Badge | Blue Tick", "Package", 19_900),
    ("⬇️ Reddit Downvotes", "Reddit Downvotes | Post", "Default", 4_000),
    ("✨ Special Offers", "Instagram Power Likes | Made to Order", "Special", 900),
    ("✨ Special Offers", "TikTok Custom Data Views", "Custom Data", 300),
)
HOSTILE: Final = (
    "<b>Instagram Followers</b> & <script>alert('x')</script>",
    "Instagram Likes \u202egnp.sekil\u202c | متابعين انستقرام",
    "TikTok Views 👩‍👩‍👧‍👦🏳️‍🌈🇮🇳" + "🔥" * 20,
    "YouTube Views " + "very " * 40 + "long",
    "'; DROP TABLE services; -- Telegram Members",
    "Facebook Likes\u0000\u200b\u2066 {name} %s %(x)d ${y}",
    "*Spotify* _Plays_ `code` [link](http://example.com) ~~x~~",
    "  \t\n  ",
)
