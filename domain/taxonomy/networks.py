"""How panels write the names of the platforms."""

from domain.platforms import Platform
from domain.taxonomy.words import Lexicon

_NAMES = {
    Platform.INSTAGRAM: "instagram* insta ig igtv инстаграм* инст инста инсту інстаграм*"
    " instagr* инсте инсты انستا* انستغرام* انستجرام* انستقرام اینستا* इंस्टा* इन्स्टा*"
    " इंस्टाग्राम*",
    Platform.TIKTOK: "tiktok* tik+tok tt тикток* тік+ток тик+ток تيك+توك تيكتوك تیک+تاک टिकटॉक*"
    " टिकटोक* टिक+टॉक",
    Platform.YOUTUBE: "youtube* you+tube yt ytb ютуб* ютюб* ютьюб* юту* يوتيوب یوتیوب यूट्यूब* यू+ट्यूब",
    Platform.TELEGRAM: "telegram* tg tele телеграм* телег* тг тгк تليجرام* تيليجرام* تلغرام"
    " تيليغرام* تلگرام टेलीग्राम* टेलिग्राम*",
    Platform.X: "twitter* твиттер* твітер* تويتر توییتر ट्विटर*",
    Platform.FACEBOOK: "facebook* fb face+book фейсбук* фб فيسبوك فيس+بوك فيس فیسبوک फेसबुक*",
    Platform.THREADS: "threads тредс थ्रेड्स",
    Platform.SPOTIFY: "spotify* спотифай* स्पॉटिफाई سبوتيفاي اسپاتیفای",
    Platform.SOUNDCLOUD: "soundcloud* sound+cloud саундклауд* ساوندکلاد",
    Platform.TWITCH: "twitch* твич* твітч* ट्विच تويتش توییچ",
    Platform.DISCORD: "discord* дискорд* डिस्कॉर्ड ديسكورد دیسکورد",
    Platform.LINKEDIN: "linkedin* linked+in линкедин* लिंक्डइन لينكد+إن",
    Platform.PINTEREST: "pinterest* пинтерест* पिंटरेस्ट",
    Platform.REDDIT: "reddit* subreddit* реддит*",
    Platform.VK: "vk вк vkontakte вконтакте vkcom",
    Platform.WEBSITE: "website* web+site web sitio* site+traffic web+traffic webtraffic сайт*"
    " वेबसाइट* موقع backlink* ссылки+обратные",
    Platform.OTHER: "whatsapp* watsapp* snapchat* kick likee kwai rumble trovo clubhouse* quora"
    " tumblr dailymotion vimeo deezer apple+music applemusic itunes tidal audiomack shazam"
    " mixcloud bigo bluesky google gmaps trustpilot yandex яндекс rutube рутуб* dzen дзен"
    " onlyfans odnoklassniki одноклассник* patreon steam viber wechat weibo douyin kakao*"
    " bilibili boomplay anghami jiosaavn truth+social napster fansly coinmarketcap opensea"
    " dlive nimo ватсап* вотсап* снапчат* вайбер* व्हाट्सएप* واتساب سناب",
}
_HINTS = {
    Platform.INSTAGRAM: "reel reels रील्स рилс reelsviews",
    Platform.YOUTUBE: "shorts watchtime watch+hours watch+time шортс",
    Platform.X: "x tweet* retweet* твит* ретвит* spaces",
    Platform.PINTEREST: "repin* pins",
    Platform.REDDIT: "upvote* downvote*",
    Platform.DISCORD: "nitro",
    Platform.WEBSITE: "seo traffic* трафик* visitors trafik trafego trafico adsense ट्रैफिक",
}

PLATFORM_NAMES = Lexicon(_NAMES)
"""Words that name a platform."""

PLATFORM_HINTS = Lexicon(_HINTS)
"""Words that belong to a platform, heeded where none is named."""
