"""Addresses of Telegram, Discord and VK."""

from domain.links.model import LinkProblem
from domain.links.sites import Shape, Site
from domain.platforms import Platform, Target

TELEGRAM = Site(
    platform=Platform.TELEGRAM,
    root="https://t.me/",
    hosts=("t.me", "telegram.me", "telegram.dog"),
    fields={
        "name": r"[A-Za-z][A-Za-z0-9_]{3,31}",
        "bot": r"[A-Za-z][A-Za-z0-9_]{1,28}bot",
        "id": r"\d{1,12}",
        "comment": r"\d{1,12}",
        "hash": r"[A-Za-z0-9_-]{10,40}",
        "start": r"[A-Za-z0-9_-]{1,64}",
    },
    reserved="joinchat|addlist|addstickers|addemoji|addtheme|share|proxy|socks|login|confirmphone"
    "|setlanguage|invoice|iv|boost|giftcode|contact|nft|bg",
    folded=frozenset({"name", "bot"}),
    mention="{name}",
    name_host=True,
    shapes=(
        Shape(r"c/.+|\+\d+|login/.+|contact/.+", LinkProblem.PRIVATE),
        Shape(r"(?:\+|joinchat/){hash}", Target.INVITE, "+{hash}"),
        Shape(r"{name}/s/{id}", Target.STORY, "{name}/s/{id}"),
        Shape(r"boost/{name}", Target.CHANNEL, "{name}"),
        Shape(
            r"(?:s/)?@?{name}/(?:\d+/)?{id}",
            Target.COMMENT,
            "{name}/{id}?comment={comment}",
            "comment={comment}",
        ),
        Shape(r"(?:s/)?@?{name}/(?:\d+/)?{id}", Target.MESSAGE, "{name}/{id}"),
        Shape(r"@?{bot}", Target.USER, "{bot}?start={start}", "start={start}"),
        Shape(r"@?{bot}", Target.USER, "{bot}"),
        Shape(r"(?:s/)?@?{name}", Target.CHANNEL, "{name}"),
    ),
)

DISCORD = Site(
    platform=Platform.DISCORD,
    root="https://discord.com/",
    hosts=("discord.com", "discordapp.com", "ptb.discord.com", "canary.discord.com"),
    fields={
        "code": r"[A-Za-z0-9-]{2,32}",
        "id": r"\d{15,21}",
        "room": r"\d{15,21}",
        "message": r"\d{15,21}",
    },
    shapes=(
        Shape(r"invite/{code}", Target.INVITE, "invite/{code}"),
        Shape(r"channels/@me(?:/.*)?", LinkProblem.PRIVATE),
        Shape(r"channels/{id}/{room}/{message}", Target.MESSAGE, "channels/{id}/{room}/{message}"),
        Shape(r"channels/{id}/{room}", Target.CHANNEL, "channels/{id}/{room}"),
        Shape(r"channels/{id}", Target.SERVER, "channels/{id}"),
        Shape(r"servers/(?:[^/]+-)?{id}", Target.SERVER, "channels/{id}"),
        Shape(r"users/{id}", Target.USER, "users/{id}"),
    ),
)

DISCORD_GG = Site(
    platform=Platform.DISCORD,
    root=DISCORD.root,
    hosts=("discord.gg",),
    fields=DISCORD.fields,
    shapes=(Shape(r"(?:invite/)?{code}", Target.INVITE, "invite/{code}"),),
)

VK = Site(
    platform=Platform.VK,
    root="https://vk.com/",
    hosts=("vk.com", "vk.ru", "vkontakte.ru", "vkvideo.ru", "vk.me"),
    fields={
        "name": r"[A-Za-z][A-Za-z0-9_.]{2,40}(?<!\.)",
        "item": r"-?\d{1,15}_\d{1,15}",
        "reply": r"\d{1,15}",
        "id": r"\d{1,15}",
    },
    reserved=r"feed|im|mail|away\.php|audios?|music|video|clips|friends|groups|login|settings|apps"
    r"|docs|market|search|wall|photos|albums|write|share\.php|write\d+",
    mention="{name}",
    shapes=(
        Shape(r"away\.php", LinkProblem.SHORT_LINK),
        Shape(r"im|mail|write\d+", LinkProblem.PRIVATE),
        Shape(r"wall{item}", Target.COMMENT, "wall{item}?reply={reply}", "reply={reply}"),
        Shape(r"wall{item}", Target.POST, "wall{item}"),
        Shape(r".*", Target.POST, "wall{item}", "w=wall{item}(?:[/%].*)?"),
        Shape(r"photo{item}", Target.POST, "photo{item}"),
        Shape(r".*", Target.POST, "photo{item}", "z=photo{item}(?:[/%].*)?"),
        Shape(r"(?:.+/)?video{item}(?:/.*)?", Target.VIDEO, "video{item}"),
        Shape(r".*", Target.VIDEO, "video{item}", "z=video{item}(?:[/%].*)?"),
        Shape(r"(?:clips/)?clip{item}", Target.SHORT, "clip{item}"),
        Shape(r".*", Target.SHORT, "clip{item}", "z=clip{item}(?:[/%].*)?"),
        Shape(r"story{item}", Target.STORY, "story{item}"),
        Shape(r"topic{item}", Target.POST, "topic{item}"),
        Shape(r"album{item}", Target.ALBUM, "album{item}"),
        Shape(
            r"(?:music/(?:playlist|album)/|audio_playlist){item}(?:_.*)?",
            Target.PLAYLIST,
            "music/playlist/{item}",
        ),
        Shape(r"audio{item}(?:_.*)?", Target.TRACK, "audio{item}"),
        Shape(r"id{id}", Target.PROFILE, "id{id}"),
        Shape(r"(?:club|public){id}", Target.GROUP, "club{id}"),
        Shape(r"event{id}", Target.GROUP, "event{id}"),
        Shape(r"@?{name}", Target.PROFILE, "{name}"),
    ),
)

CHAT = (TELEGRAM, DISCORD, DISCORD_GG, VK)
