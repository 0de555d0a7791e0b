"""Services that harm others or ask for secrets: recognised, so that they can be hidden."""

import re
from enum import Enum, auto

from domain.taxonomy.words import Lexicon, word_set


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
_NOT_BEFORE = word_set("no non not without zero never нет без не sem sin nao")
_NOT_AFTER = word_set("not no free yok gerekmez gerekmiyor не नहीं")
_AND = word_set("or and nor или и ни ve veya ou e y o")
_ADULTS_ONLY = re.compile(r"(?<![\d.,])(?:18\s?\+|\+\s?18)(?![\d.,])")


def is_sensitive(text: str, words: tuple[str, ...], *, has_action: bool) -> bool:
    """Tell whether a service is of a sensitive sort.

    `words` are those of `text`; `has_action` says that it sells an ordinary action, so that a
    "blue tick" describes who acts and is not what is sold.
    """
    if _ADULTS_ONLY.search(text):
        return True
    denied = -9  # nothing yet
    for place, ground in _GROUNDS.find(words):
        if ground is _Ground.ACCESS and place - denied <= _same_breath(words, place):
            denied = place  # "no password or login": one denial for both
        elif _is_denied(words, place, ground):
            denied = place if ground is _Ground.ACCESS else denied
        elif ground is not _Ground.BADGE or not has_action:
            return True
    return False


def _same_breath(words: tuple[str, ...], place: int) -> int:
    return 2 if words[place - 1] in _AND else 1


def _is_denied(words: tuple[str, ...], place: int, ground: _Ground) -> bool:
    before, after = words[place - 1 : place], words[place + 1 : place + 2]
    if _NOT_BEFORE.issuperset(before) and before:
        return True
    return ground is _Ground.ACCESS and bool(after) and _NOT_AFTER.issuperset(after)
