"""Services that harm others or ask for secrets: recognised, so that they can be hidden."""

import re
from enum import Enum, auto

from domain.taxonomy.words import Lexicon


class _Ground(Enum):
    HARM = auto()
    ACCESS = auto()
    BADGE = auto()


_WORDS = {
    _Ground.HARM: "report reports reporting reporter* жалоб* репорт* sikayet* denuncia* denuncias"
    " dislike* дизлайк* begenmeme deslike* downvote* upvote* vote votes voting voter* poll polls"
    " голос голоса голосов голосование голосования опрос* опитуванн* oy oylama* oylar anket*"
    " enquete* votos voto votacao votacion* encuesta* वोट* पोल تصويت نظرسنجی review reviews"
    " rating ratings отзыв* відгук* resena* avaliac* degerlendirme* ulasan रिव्यू* रिपोर्ट*"
    " डिसलाइक* verification verify верификац* верифікац* dogrulama* verificacion verificacao"
    " verificasi badge badges rozet* सत्यापन adult* porn* xxx nsfw sex sexy порно* escort*"
    " onlyfans fansly hack* взлом* unban* ban bans takedown* strike strikes ddos",
    _Ground.ACCESS: "password* passwords login logins парол* логин* sifre* senha* contrasena*"
    " cookie cookies पासवर्ड كلمة+السر",
    _Ground.BADGE: "blue+tick blue+check bluetick blue+checkmark mavi+tik синяя+галочка галочк*",
}
_GROUNDS = Lexicon(_WORDS)
_NOT_BEFORE = frozenset(
    {"no", "non", "not", "without", "zero", "never", "нет", "без", "не", "sem", "sin", "nao"},
)
_NOT_AFTER = frozenset({"not", "no", "free", "yok", "gerekmez", "gerekmiyor", "не", "नहीं"})
_ADULTS_ONLY = re.compile(r"(?<![\d.,])(?:18\s?\+|\+\s?18)(?![\d.,])")


def is_sensitive(text: str, words: tuple[str, ...], *, has_action: bool) -> bool:
    """Tell whether a service is of a sensitive sort.

    `words` are those of `text`; `has_action` says that it sells an ordinary action, so that a
    "blue tick" describes who acts and is not what is sold.
    """
    if _ADULTS_ONLY.search(text):
        return True
    denied = -2
    for place, ground in _GROUNDS.find(words):
        before = words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""
        if before in _NOT_BEFORE or denied == place - 1:
            denied = place  # "no password or login": the denial holds for words in a row
        elif ground is _Ground.ACCESS and after in _NOT_AFTER:
            denied = place
        elif ground is not _Ground.BADGE or not has_action:
            return True
    return False
