from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from adapters.base import Bury, Create, Delete, Effect, Update
from sync.agreed import Agreed, Presence
from sync.ledger_json import (
    agreed_from_json,
    agreed_to_json,
    effect_from_json,
    effect_to_json,
    from_texts,
    to_text,
)
from tests.mappings.test_item_json import (
    exactly,
    founds,
    items,
    keys,
    maybe_texts,
    progresses,
    stamps,
    texts,
)

remembered = st.builds(
    Agreed,
    item=items,
    found=st.none() | founds,
    presence=st.sampled_from(Presence),
    pushed=st.none() | progresses,
)
effects = st.one_of(
    st.builds(
        Create,
        item=items,
        progress=st.none() | progresses,
        stamp=st.none() | stamps,
        image=maybe_texts,
        notes=texts,
    ),
    st.builds(
        Update,
        item=items,
        ref=texts,
        etag=maybe_texts,
        progress=st.none() | progresses,
        stamp=st.none() | stamps,
    ),
    st.builds(Delete, key=keys, ref=texts, etag=maybe_texts),
    st.builds(Bury, key=keys),
)


@given(st.lists(remembered, max_size=3))
def test_what_was_agreed_comes_back_exactly(several: list[Agreed]) -> None:
    texts = [to_text(agreed_to_json(one)) for one in several]
    assert exactly([agreed_from_json(one) for one in from_texts(texts)]) == exactly(several)


@given(effects)
def test_an_effect_comes_back_exactly(effect: Effect) -> None:
    (again,) = from_texts([to_text(effect_to_json(effect))])
    assert exactly(effect_from_json(again)) == exactly(effect)


@given(effects)
def test_the_text_is_plain_ascii_whatever_people_wrote(effect: Effect) -> None:
    assert to_text(effect_to_json(effect)).isascii()
