"""How panels write what a service does."""

from domain.platforms import Kind
from domain.taxonomy.words import Lexicon

_ACTIONS = {
    Kind.FOLLOWERS: "follower* follow follows subscriber* subscribe subs sub fans friend*"
    " folower* connection* подписчик* подписот* фолловер* фоловер* друз* підписник* takipci*"
    " takip abone* seguidor* suscriptor* inscrito* assinante* abonne* amigos arkadas* obunachi*"
    " pengikut फॉलोवर* फॉलोअर* फॉलोवर्स सब्सक्राइबर* متابع* مشترك* مشترکین فالوور* فولو*"
    " دنبال+کننده підписник* підписники підписників фоловери подписчики подписчиков подписки"
    " фолловеры seguidores suscriptores inscritos assinantes takipciler aboneler langganan"
    " pelanggan obunachilar",
    Kind.LIKES: "like likes liker* лайк* вподобай* нравится begeni* begen curtida* megusta"
    " me+gusta gusta jaime upvote* thumbs+up favorite* favourite* классы классов yoqtirish*"
    " लाइक* लाइक्स لايك* لایک* إعجاب* اعجاب* پسند* layk* suka laik* лайки лайков лайкосы"
    " вподобайки уподобан* curtidas begeniler megustas",
    Kind.VIEWS: "view views viewed impression* reach просмотр* перегляд* охват* показ* показы"
    " izlenme* izleme* goruntulenme* visualizac* visualizacion* vistas vues watchtime"
    " watch+time вью вьюс* вьюх* просмотры просмотров перегляди переглядів visualizaciones"
    " visualizacoes penayangan dilihat ditonton watch+hours profile+visits profile+visit"
    " tayangan korish* व्यू* व्यूज* مشاهد* بازدید* ویو",
    Kind.COMMENTS: "comment* comments reply replies коммент* комент* комменты коментарі yorum*"
    " yorumlar comentario* commentaire* komentar* izoh* कमेंट* टिप्पण* تعليق* کامنت*",
    Kind.SHARES: "share shares шер* шары поширен* bagikan berbagi مشاركات retweet* repost*"
    " quote quotes forward forwards repin* репост* ретвит* поделит* paylasim* compartilha*"
    " compartid* शेयर* مشاركة اشتراک+گذاری",
    Kind.SAVES: "save saves bookmark* сохранен* сохры збережен* simpan* disimpan сохранения"
    " закладк* kaydet* kayit salvamento* salvos guardado* सेव حفظ ذخیره",
    Kind.STORY: "story stories storie сторис* сторіс* сториз* истори* історі* cerita historia"
    " historias hikaye* stori स्टोरी* قصص استوری ستوري",
    Kind.LIVE: "live lives livestream* stream streams стрім* ефір* siaran+langsung penonton*"
    " بث+مباشر streaming viewer viewers premiere ccv лайв* эфир* стрим* зрител* canli yayin*"
    " izleyici* vivo ao+vivo en+vivo spaces listeners+space लाइव* مباشر لایو",
    Kind.MEMBERS: "member* members участник* участники учасник* учасники uye* miembro* membro*"
    " anggota azo* bot+start start+bot मेंबर* मेम्बर* सदस्य* عضو ممبر اعضا أعضاء",
    Kind.PLAYS: "play plays прослухов* прослушивания listener* listen listens monthly+listeners"
    " прослушив* слушател* dinlenme* dinleme* dinleyici* reproduc* ouvinte* oyente* प्ले*"
    " استماع",
    Kind.REACTIONS: "reaction* emoji* emoticon* реакци* реакц* эмодзи tepki* reaccion* reacoes"
    " reacao रिएक्शन* تفاعل* ری+اکشن واکنش*",
    Kind.TRAFFIC: "traffic* visitor* visits visit трафик* трафік* відвідув* pengunjung زوار"
    " посетител* посещен* trafik trafego trafico ziyaret* visitantes visitas ट्रैफिक विजिटर*"
    " زيارات",
    Kind.OTHER: "dislike* downvote* vote votes voting poll polls report reports review*"
    " mention* verification boost boosts бусты буст дизлайк* жалоб* отзыв* упоминан* верификац*"
    " опрос* голоса голосов anket oylama votos enquete* begenmeme backlink* dm mass+dm",
}

ACTIONS = Lexicon(_ACTIONS)
"""Words for what a service does; `Kind.OTHER` for actions that are no shelf of their own."""

WEAK = frozenset({Kind.VIEWS, Kind.LIKES, Kind.COMMENTS, Kind.SHARES, Kind.REACTIONS})
"""Actions that a story or a live stream has too."""


def main_action(actions: list[Kind]) -> Kind | None:
    """Return what a service does, from its action words in order; None if there are none.

    A story or live stream tells more than what is counted on it, and of "comment likes" the
    likes are sold.
    """
    distinct = set(actions)
    for stage in (Kind.STORY, Kind.LIVE):
        if stage in distinct and distinct <= WEAK | {Kind.STORY, Kind.LIVE}:
            return stage
    spoken = [kind for kind in actions if kind not in {Kind.STORY, Kind.LIVE}] or actions
    if spoken[:2] == [Kind.COMMENTS, Kind.LIKES] or spoken[:2] == [Kind.COMMENTS, Kind.OTHER]:
        return spoken[1]
    return spoken[0] if spoken else None
