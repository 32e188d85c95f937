"""ISBN, ISSN, ORCID iD and DOI: check digits, lengths, and one bare form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportkit.read.identifiers import doi_fault, isbn_fault, issn_fault, orcid_fault
from tests.unit.reading import read_values


@pytest.mark.parametrize(
    ("fault", "sound"),
    [
        (isbn_fault, "978-3-16-148410-0"),
        (isbn_fault, "9783161484100"),
        (isbn_fault, "ISBN 978 3 16 148410 0"),
        (isbn_fault, "979-10-90636-07-1"),
        (isbn_fault, "0-306-40615-2"),
        (isbn_fault, "0-8044-2957-X"),
        (isbn_fault, "080442957x"),
        (issn_fault, "0378-5955"),
        (issn_fault, "2434-561X"),
        (issn_fault, "ISSN 03785955"),
        (orcid_fault, "0000-0002-1825-0097"),
        (orcid_fault, "0000-0002-1694-233X"),
        (doi_fault, "10.1000/182"),
        (doi_fault, "10.1000.10/123(4)5-6;7"),
    ],
)
def test_a_sound_number_has_no_fault(fault: Callable[[str], str | None], sound: str) -> None:
    assert fault(sound) is None


@pytest.mark.parametrize(
    ("fault", "number", "said"),
    [
        (isbn_fault, "978-3-16-148410-1", "require the last to be 0"),
        (isbn_fault, "978-3-16-148401-0", "wrong digit"),
        (isbn_fault, "0-306-40615-3", "require the last to be 2"),
        (isbn_fault, "978-3-16-14841-0", "has 12 digits; one has 10 or 13"),
        (isbn_fault, "1234567890123", "does not begin with 978 or 979"),
        (isbn_fault, "none", "is not an ISBN"),
        (issn_fault, "0378-5956", "require the last to be 5"),
        (issn_fault, "0378-595", "has 7 digits; one has 8"),
        (orcid_fault, "0000-0002-1825-0098", "require the last to be 7"),
        (orcid_fault, "0000-0002-1825", "has 12 digits; one has 16"),
        (doi_fault, "11.1000/182", "is not a DOI"),
        (doi_fault, "10.1000", "is not a DOI"),
    ],
)
def test_a_fault_is_named(fault: Callable[[str], str | None], number: str, said: str) -> None:
    message = fault(number)
    assert message is not None
    assert said in message


@pytest.mark.parametrize(
    "doi",
    ["10.1000/182", "doi:10.1000/182", "DOI: 10.1000/182", "https://doi.org/10.1000/182",
     "http://dx.doi.org/10.1000/182", "doi.org/10.1000/182"],
)  # fmt: skip
def test_a_doi_is_kept_in_its_bare_form(doi: str) -> None:
    read = read_values(identifiers={"doi": doi})
    assert read.report.meta.identifiers == (("doi", "10.1000/182"),)


def test_an_orcid_id_is_kept_in_its_bare_form() -> None:
    author = {"name": "A", "orcid": "https://orcid.org/0000-0002-1825-0097"}
    (person,) = read_values(authors=[author]).report.meta.authors
    assert person.orcid == "0000-0002-1825-0097"
