"""Lists as QuickBooks Desktop, its Online pages and its interface write them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rxbilling.exchange.quickbooks_lists import NO_LIST, read_lists
from rxbilling.locales import Message

DESKTOP = (
    "!HDR\tPROD\tVER\r\nHDR\tQuickBooks Pro\tVersion 24.0D\r\n"
    "!CUST\tNAME\tREFNUM\tHIDDEN\r\nCUST\tAcme:Portal\t12\tN\r\nCUST\tOld\t13\tY\r\nCUST\tCaf\xe9 \x80\t14\tN\r\n"
    "!INVITEM\tNAME\tINVITEMTYPE\r\nINVITEM\tSupport\tSERV\r\nINVITEM\tVAT 20\tCOMPTAX\r\n"
    '!EMP\tNAME\r\nEMP\t"Roe, Ana"\r\n!VEND\tNAME\r\nVEND\tTax Office\r\n'
    "!CLASS\tNAME\r\nCLASS\tEast\r\n!ACCNT\tNAME\tACCNTTYPE\r\nACCNT\tAccounts Receivable\tAR\r\n"
).encode("latin-1")


def test_lists_of_desktop() -> None:
    assert read_lists(DESKTOP, "lists.IIF") == {
        "customer": {"Acme:Portal": "", "Café €": ""},
        "item": {"Support": ""},
        "tax": {"VAT 20": ""},
        "employee": {"Roe, Ana": ""},
        "vendor": {"Tax Office": ""},
        "class": {"East": ""},
        "account": {"Accounts Receivable": ""},
    }


def test_lists_of_the_interface_have_ids() -> None:
    answers = [
        {"QueryResponse": {"Customer": [{"Id": "1", "DisplayName": "Portal", "FullyQualifiedName": "Acme:Portal"}]}},
        {"Item": [{"Id": 7, "Name": "Support"}, {"Id": "8", "Name": "Gone", "Active": False}]},
    ]
    assert read_lists(json.dumps(answers).encode(), "x.json") == {
        "customer": {"Acme:Portal": "1"},
        "item": {"Support": "7"},
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Customer,Phone\nAcme,1\n,\nBolt,2\n", {"customer": {"Acme": "", "Bolt": ""}}),
        ("Our firm,\nEmployee Contact List,\n,\nEmployee,Phone\nAna,1\nTOTAL,1\n", {"employee": {"Ana": ""}}),
        ("Product/Service Name;Price\nSupport;1\n", {"item": {"Support": ""}}),
    ],
    ids=["a list", "a report", "semicolons"],
)
def test_lists_of_online(text: str, found: object) -> None:
    assert read_lists(b"\xef\xbb\xbf" + text.encode(), "x.csv") == found


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1, null]", b"{", b"Name,Phone\nAcme,1\n", b"!TIMERHDR\tVER\r\n", b"\x00\x01", b"[" * 9000]
)
def test_what_is_no_list(data: bytes) -> None:
    assert read_lists(data, "x.iif") == Message(NO_LIST, {"file": "x.iif"})


def test_a_damaged_workbook_is_told_from_a_file_without_lists() -> None:
    found = read_lists(b"PK\x03\x04 damaged", "x.xlsx")
    assert isinstance(found, Message)
    assert "damaged" in found.text("en")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"!CUST\tNAME\r\n", b'{"Customer": ', b"Customer,x\n"]))
def test_nothing_breaks_the_reader(rest: bytes, start: bytes) -> None:
    found = read_lists(start + rest, "x")
    assert isinstance(found, Message) or all(name.strip() for names in found.values() for name in names)
