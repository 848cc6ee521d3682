"""How names of states are compared: letters matter, case, accents and punctuation do not."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

LONGEST_NAME = 120
"""Characters; the longest name in CLDR has fewer than 90."""

# Letters that NFKD does not take apart, and characters of traditional Chinese that stand in names of states, as
# simplified Chinese writes them.
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
_CHINESE = str.maketrans(
    "堅亞島國馬爾蘭屬羅歐納達聖維區內東薩蘇烏魯麥門聯庫別領盧約頓岡極奧時倫與愛濟幾臘澤買開緬諾賓邊敘灣嶼圖紐撾蓋賴長茲萊凱湯贊韋靈喬義剛鮮韓華臺獨陽蘊當會專衛爲為寶關後黃貝紹龍陸麗處顛誇盤遜嬌雙實際緣壽獅紀樂貢鄰幹繫諸眾齊貳陳環鄧鐵錫銀閉間隊階險難雲電靑頁頂項須頗頭題額類風飛飯館駐驗騎魚鳥鹽點齒龐龜號規親覺觀計訊記許設詞試話認語誠說調談請論證譯議護讓豐財責貨販貧費資賣質購軍軟載較輔輕輪輸轄轉農運過遠適選遷還郵鄉鄭醫釋針錄鎮",
    "坚亚岛国马尔兰属罗欧纳达圣维区内东萨苏乌鲁麦门联库别领卢约顿冈极奥时伦与爱济几腊泽买开缅诺宾边叙湾屿图纽挝盖赖长兹莱凯汤赞韦灵乔义刚鲜韩华台独阳蕴当会专卫为为宝关后黄贝绍龙陆丽处颠夸盘逊娇双实际缘寿狮纪乐贡邻干系诸众齐贰陈环邓铁锡银闭间队阶险难云电青页顶项须颇头题额类风飞饭馆驻验骑鱼鸟盐点齿庞龟号规亲觉观计讯记许设词试话认语诚说调谈请论证译议护让丰财责货贩贫费资卖质购军软载较辅轻轮输辖转农运过远适选迁还邮乡郑医释针录镇",
)
_PLAIN = str.maketrans(_LETTERS) | _CHINESE
# Apostrophes join ("Cote dIvoire"), other punctuation parts.
_PARTING = re.compile("[^a-z0-9]")
_JOINING = dict.fromkeys(map(ord, "'’‘`´ʼʻʾʿ′´\u200b\u200c\u200d\u0640"))
# Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic. The marks of other scripts are letters.
_ACCENTS = ((0x0300, 0x036F), (0x0591, 0x05C7), (0x064B, 0x065F), (0x0670, 0x0670))
_WORDS = {"st": "saint", "ste": "sainte", "rep": "republic", "dem": "democratic", "is": "islands", "&": "and"}
# Joiners that correct spelling in Persian, Sinhala and other scripts needs.
_HARMLESS_FORMAT = "\u200c\u200d"
# Thai, Lao, Burmese and Khmer write words without spaces, and may part them by one that is not seen.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def normalise(name: str) -> str:
    """The comparison form of a name: case folded, unaccented, words parted by one space, no "the"."""
    if name.isascii():
        # Most of several thousand names, which every command that takes a name compares.
        text = _PARTING.sub(" ", name.translate(_JOINING).lower().replace("&", " and "))
    else:
        text = unicodedata.normalize("NFKD", name.translate(_JOINING)).translate(_JOINING).casefold()
        text = "".join(_kept(c) for c in text.replace("&", " and ").translate(_PLAIN))
    words = [_WORDS.get(word, word) for word in text.split()]
    return " ".join(w for w in words if w != "the") or " ".join(words)


@lru_cache(maxsize=8192)
def _kept(char: str) -> str:
    if any(low <= ord(char) <= high for low, high in _ACCENTS):
        return ""
    return char if char.isalnum() or unicodedata.category(char)[0] == "M" else " "


def is_hostile(text: str) -> bool:
    """Whether `text` cannot be a name: empty, too long, or with control, bidi or unassigned characters."""
    stripped = text.strip()
    harmless = _HARMLESS_FORMAT + ("\u200b" if _UNSPACED.search(stripped) else "")
    return not 0 < len(stripped) <= LONGEST_NAME or any(
        unicodedata.category(c)[0] == "C" and c not in harmless for c in stripped
    )


def sanitise(text: str, length: int = 60) -> str:
    """`text` made safe to print on one line: no invisible or control characters, at most `length` long."""
    visible = "".join(c for c in text[: 4 * length] if unicodedata.category(c)[0] not in "CZ" or c == " ").strip()
    return visible if len(visible) <= length else visible[: length - 1] + "…"


# Asked first: they answer nearly every reader without reading the names of 1,100 locales, and a name that is
# clear in one of them is not made ambiguous by a language of few readers.
_COMMON_LOCALES = (
    *(
        "en",
        "ar",
        "bn",
        "cs",
        "da",
        "de",
        "el",
        "es",
        "fa",
        "fi",
        "fr",
        "he",
        "hi",
        "hu",
        "id",
        "it",
        "ja",
        "kk",
    ),
    *(
        "ko",
        "ms",
        "nb",
        "nl",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sv",
        "sw",
        "th",
        "tr",
        "uk",
        "ur",
        "uz",
        "vi",
        "zh",
    ),
    "zh_Hant",
)


@cache
def common_names() -> dict[str, frozenset[str]]:
    """Comparison form -> ISO 3166 alpha-2 codes that bear this name in a widely read locale of the CLDR."""
    return _index(_territories(_COMMON_LOCALES))


@cache
def cldr_names() -> dict[str, frozenset[str]]:
    """Comparison form -> ISO 3166 alpha-2 codes that bear this name in any locale of the Unicode CLDR."""
    return _index(cldr_territories())


@cache
def cldr_territories() -> frozenset[tuple[str, str]]:
    """Code and name in every locale of what the CLDR counts among territories; regions have three digits."""
    from babel.localedata import locale_identifiers

    return _territories(locale_identifiers())


_AT_ONCE = 60
"""Locales read before what the package keeps of them is given back: of all 1,100 it would be 230 MB."""


def _territories(locales: Iterable[str]) -> frozenset[tuple[str, str]]:
    from babel import Locale, localedata

    found: set[tuple[str, str]] = set()
    kept: dict[str, object] = getattr(localedata, "_cache", {})
    for count, locale in enumerate(locales, 1):
        found.update(Locale.parse(locale).territories.items())
        if count % _AT_ONCE == 0:
            kept.clear()
    kept.clear()
    return frozenset(found)


def _index(named: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for territory, name in named:
        if len(territory) == 2:
            found.setdefault(normalise(name), set()).add(territory)
    # Few sets differ: of those that are equal one is kept.
    same: dict[frozenset[str], frozenset[str]] = {}
    return {name: same.setdefault(held, held) for name, codes in found.items() if (held := frozenset(codes))}
