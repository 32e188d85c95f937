"""Which keys the written form allows at a place, for the hints of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import Tag

from reportkit.read.schema import SchemaModel, WrittenReport


def known_keys(loc: Iterable[int | str]) -> tuple[str, ...]:
    """The keys that are allowed at a location of a validation error."""
    form: Any = WrittenReport
    for part in loc:
        form = _step(form, part)
    found = _models(form)
    return tuple(found[0].model_fields) if found else ()


def all_keys() -> frozenset[str]:
    """The keys that a report may have anywhere, and what other tools call them."""
    from reportkit.read.advice import synonyms  # late: only asked when a file may have a slip

    forms = [SchemaModel]
    for form in forms:
        forms += form.__subclasses__()
    own = frozenset(key for form in forms for key in form.model_fields)
    return own | synonyms.KEYS.keys() | synonyms.KINDS.keys() | synonyms.PARAGRAPHS


def _step(form: Any, part: int | str) -> Any:
    """The form one step further down: an item, a value, a field, or a branch of a union."""
    for member in _members(form):
        if get_origin(member) is Annotated and Tag(str(part)) in member.__metadata__:
            return member
        bare = get_args(member)[0] if get_origin(member) is Annotated else member
        if get_origin(bare) is list and isinstance(part, int):
            return get_args(bare)[0]
        if get_origin(bare) is dict:
            return get_args(bare)[1]
        if isinstance(bare, type) and issubclass(bare, SchemaModel) and part in bare.model_fields:
            bare.model_rebuild()  # its fields may name forms that are declared after it
            return bare.model_fields[str(part)].annotation
    return None


def _members(form: Any) -> Iterator[Any]:
    """The members of a union, unions in unions included; anything else is its own member."""
    bare = get_args(form)[0] if get_origin(form) is Annotated else form
    if get_origin(bare) in (Union, UnionType):
        for member in get_args(bare):
            if get_origin(member) is Annotated and any(
                isinstance(extra, Tag) for extra in member.__metadata__
            ):
                yield member
            else:
                yield from _members(member)
    else:
        yield form


def _models(form: Any) -> list[type[SchemaModel]]:
    bare = (get_args(m)[0] if get_origin(m) is Annotated else m for m in _members(form))
    return [model for model in bare if isinstance(model, type) and issubclass(model, SchemaModel)]
