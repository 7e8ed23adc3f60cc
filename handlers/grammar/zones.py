"""Time zones by their IANA name, or by the city in it."""

from collections import defaultdict
from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from core.commands import Invalid
from handlers.grammar.tokens import excerpt

_LONGEST = 64
# Names that the machine brings along and that mean no place.
_NO_PLACES = frozenset({"localtime", "Factory", "posixrules"})


def read_zone(words: str) -> str | Invalid:
    """The IANA name that the words mean, in its own spelling: `europe/madrid`, `Madrid`, `new york`."""
    wanted = "_".join(words[: _LONGEST + 1].lower().split())
    if exact := _by_name().get(wanted):
        return exact
    cities = _by_city().get(wanted, ())
    if len(cities) == 1:
        return cities[0]
    if cities:
        return Invalid(f"There is more than one `{excerpt(words)}`: say {_either(cities)}.")
    return _unknown(words, wanted)


def _unknown(words: str, wanted: str) -> Invalid:
    problem = f"I know no time zone `{excerpt(words)}`"
    near = _nearest(wanted) if 3 <= len(wanted) <= _LONGEST else None
    if near:
        return Invalid(f"{problem}, did you mean `{near}`?")
    return Invalid(f"{problem}: name a city of it, as in `settings timezone:Europe/Madrid`.")


def _nearest(wanted: str) -> str | None:
    names = {**{city: found[0] for city, found in _by_city().items()}, **_by_name()}
    found = process.extractOne(wanted, names.keys(), scorer=fuzz.ratio, score_cutoff=70)
    return names[found[0]] if found else None


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(f"`{name}`" for name in names)


@cache
def _by_name() -> dict[str, str]:
    # Listing the zones walks hundreds of files.
    return {name.lower(): name for name in sorted(available_timezones() - _NO_PLACES)}


@cache
def _by_city() -> dict[str, tuple[str, ...]]:
    cities: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for name in _by_name().values():
        region, _, city = name.rpartition("/")
        # "Etc/GMT+2" is two hours behind Greenwich, the opposite of what people mean by it.
        if region and not region.startswith("Etc"):
            cities[city.lower()] += (name,)
    return dict(cities)
