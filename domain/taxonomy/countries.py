"""Reading from a service's name whose accounts it brings."""

import re

from domain.taxonomy.words import Lexicon, only

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_FIRST_FLAG_LETTER = 0x1F1E6
_NO_COUNTRY = frozenset({"EU", "UN"})
_WORDS = {
    "AE": "uae emirates dubai", "AR": "argentin*", "AU": "australia*", "AZ": "azerbaijan* azeri*",
    "BD": "bangladesh* bangla", "BR": "brazil* brasil* бразил* brezilya* برازيل*",
    "CA": "canada canadian*",
    "CH": "swiss switzerland", "CL": "chile chilean* chileno*", "CN": "china chinese китай*",
    "CO": "colombia*", "CZ": "czech*", "DE": "german* deutsch* deutschland герман* немец* alman*",
    "DZ": "algeria*", "EC": "ecuador*", "EG": "egypt* misir", "ES": "spain spanish espana*",
    "FR": "france french франц* fransiz* fransa",
    "GB": "uk british britain england united+kingdom",
    "GE": "georgia georgian*", "GR": "greece greek", "HK": "hong+kong hongkong", "HU": "hungar*",
    "ID": "indonesia* indo индонез*", "IL": "israel* израил*",
    "IN": "india indian* индия индийск* hindistan hint هندي* भारत* इंडिया* इंडियन*",
    "IQ": "iraq*", "IR": "iran* иран* ایران*", "IT": "italy italian* italia итал*",
    "JP": "japan* япон*", "KE": "kenya*", "KR": "korea* коре*", "KW": "kuwait*",
    "KZ": "kazakh* казах* kazak*", "LK": "sri+lanka srilanka*", "MA": "morocc*",
    "MX": "mexic*", "MY": "malaysia*", "NG": "nigeria*", "NL": "netherlands dutch holland",
    "NP": "nepal*", "PE": "peru peruvian*", "PH": "philippin* filipino* pinoy",
    "PK": "pakistan*", "PL": "poland polska польш*", "PT": "portugal portuguese",
    "QA": "qatar*", "RO": "romania*",
    "RU": "russia* росси* русск* rusya rus ruso* rusos russo* روسي* रूस*",
    "SA": "saudi* ksa السعودية", "SE": "sweden swedish",
    "SG": "singapore*", "TH": "thai*",
    "TN": "tunisia*",
    "TR": "turkey turkish turkiye turk turks turki turco* turca* تركي* турция турец* турк* तुर्की",
    "TW": "taiwan*", "UA": "ukrain* украин* украін* україн*",
    "US": "usa american america united+states сша америк* abd amerika* eeuu"
    " estadounidens* امريك* अमेरिक*",
    "UZ": "uzbek* узбек* ozbek*", "VE": "venezuela*", "VN": "vietnam* вьетнам*",
}  # fmt: skip
COUNTRY_NAMES = Lexicon(_WORDS)
"""Words that name a country; the meaning is its ISO code."""


def country_of(text: str, words: tuple[str, ...]) -> str | None:
    """Return the ISO code of the one country that `text`, of these `words`, names or flags."""
    named = COUNTRY_NAMES.all_in(words)
    if not text.isascii():
        named += [code for code in map(_code_of, _FLAG.findall(text)) if code not in _NO_COUNTRY]
    return only(named)


def _code_of(flag: str) -> str:
    return "".join(chr(ord("A") + ord(half) - _FIRST_FLAG_LETTER) for half in flag)
