"""The private parts of WeasyPrint that reportkit relies on are those that it was written against.

When WeasyPrint is updated, each part that has changed is named here, with the place in reportkit
that it matters to. Read what changed, mend that place, set KNOWN and pyproject.toml to the new
release, and run the tests in this folder; then store the new fingerprints with
`REPORTKIT_UPDATE_GOLDEN=1`.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import weasyprint
from weasyprint.layout import LayoutContext

from reportkit.writers.pdf.weasyprint_engine.import_weasyprint import KNOWN

STORED = Path(__file__).with_name("weasyprint_internals.json")
PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"

RELIED_ON: Mapping[str, Iterable[str]] = {
    "page_notes._Context: attributes of a layout, and what forget() keeps of them": (
        "layout:LayoutContext.__init__",
    ),
    "page_notes._Context._update_footnote_area, which takes its place": (
        "layout:LayoutContext._update_footnote_area",
    ),
    "page_notes._Context: who asks for the room of the notes, and what the answer means": (
        "layout:LayoutContext.layout_footnote",
        "layout:LayoutContext.unlayout_footnote",
        "layout:LayoutContext.report_footnote",
        "layout:LayoutContext.overflows_page",
        "layout.block:_linebox_layout",
        "layout.block:remove_placeholders",
        "layout.page:make_all_pages",
    ),
    "page_notes._Context.rendered_notes: when it is set, and which pages are made again": (
        "layout:layout_document",
        "layout.page:make_all_pages",
        "layout.page:remake_page",
    ),
    "note_lines: the lines of a block, the place after each, and a block with fewer lines": (
        "layout.block:block_container_layout",
        "layout.block:_linebox_layout",
        "layout.block:_in_flow_layout",
        "formatting_structure.boxes:ParentBox.copy_with_children",
        "formatting_structure.boxes:ParentBox.remove_decoration",
        "formatting_structure.boxes:LineBox",
    ),
    "page_notes._Context.__init__: what in_column decides": (
        "layout.block:avoid_page_break",
        "layout.block:force_page_break",
    ),
    "page_notes._block_level_layout, which is called in place of the function of that name": (
        "layout.page:make_page",
        "layout.block:block_level_layout",
    ),
    "page_notes._Context._lay_out and take_notes: boxes are copied, laid out and moved": (
        "formatting_structure.build:create_anonymous_boxes",
        "formatting_structure.boxes:FootnoteAreaBox",
        "formatting_structure.boxes:Box.deepcopy",
        "formatting_structure.boxes:ParentBox.deepcopy",
        "formatting_structure.boxes:Box.translate",
        "formatting_structure.boxes:Box.border_height",
        "formatting_structure.boxes:Box.border_box_y",
        "formatting_structure.boxes:Box.content_box_x",
        "formatting_structure.boxes:Box.content_box_y",
        "formatting_structure.boxes:Box.margin_height",
    ),
    "page_breaks.pages_broken_well: who lays out blocks, and what is said of them": (
        "layout.block:block_level_layout",
        "layout.block:_in_flow_layout",
        "layout.block:block_container_layout",
        "layout.block:find_earlier_page_break",
        "layout.table:table_layout",
    ),
    "page_floats.Floats: where a text goes on, on what page, and what makes a page again": (
        "layout.block:block_container_layout",
        "layout.block:block_level_width",
        "layout.block:collapse_margin",
        "layout.block:remove_placeholders",
        "layout.page:_update_page_groups",
        "layout.page:make_page",
        "layout.page:remake_page",
        "formatting_structure.boxes:Box.anonymous_from",
    ),
    "page_notes.notes_kept_in_place: where a layout begins, and that drawing needs it no more": (
        "document:Document._build_layout_context",
        "document:Document._render",
    ),
    "internals.origins_noted, which calls it for each box; structure_tree, which reads its tree": (
        "pdf.tags:_build_box_tree",
        "pdf.tags:_get_pdf_tag",
        "pdf.tags:add_tags",
    ),
    "internals.arrays_of_one_type: the arrays that are made": (
        "pdf.fonts:Font.__init__",
        "pdf.fonts:Font._harfbuzz_subset",
    ),
    "internals.picture_objects: the names of pictures among the resources of a page": (
        "images:get_image_from_uri",
        "images:RasterImage.draw",
        "pdf.stream:Stream.add_image",
        "pdf:_use_references",
    ),
    "internals.body_texts: the boxes of a page": (
        "document:Page.__init__",
        "layout:layout_document",
        "formatting_structure.boxes:Box.__init__",
        "formatting_structure.boxes:ParentBox.__init__",
        "formatting_structure.boxes:TextBox.__init__",
        "formatting_structure.boxes:TableRowGroupBox",
    ),
    "actual_text.parted_words_noted: a line of a box, and where the next begins": (
        "layout.inline:split_text_box",
        "text.line_break:split_first_line",
        "formatting_structure.boxes:TextBox.copy_with_text",
    ),
    "actual_text.actual_text_written and drawn_line: what draws a line, and what maps say of it": (
        "draw.text:draw_text",
        "draw.text:draw_first_line",
        "pdf.fonts:build_fonts_dictionary",
        "pdf.stream:Stream.add_font",
        "pdf.stream:Stream.set_font_size",
        "text.line_break:Layout.get_first_line",
    ),
    "adapter._Layout: when the finisher is called, and what is still to come": (
        "document:Document.write_pdf",
        "pdf:generate_pdf",
    ),
    "finish._clear_page: how content is marked in a page": (
        "pdf.stream:Stream.marked",
        "pdf.stream:Stream.artifact",
    ),
    "structure_tree and press._remove_links: how links are stored": ("pdf.anchors:add_links",),
    "finish._identify and press._identify: the metadata": (
        "pdf.metadata:DocumentMetadata.include_in_pdf",
        "pdf.metadata:DocumentMetadata.generate_rdf_metadata",
        "pdf.pdfa:pdfa",
        "pdf.pdfx:pdfx",
    ),
    "colour_separation: how colours, gradients, masks and pictures are stored": (
        "pdf.stream:Stream.set_color",
        "pdf.stream:Stream.set_alpha_state",
        "pdf.stream:Stream.add_group",
        "pdf.stream:Stream.add_pattern",
        "pdf.stream:Stream.add_shading",
        "pdf.stream:Stream.create_interpolation_function",
        "pdf.stream:Stream.create_stitching_function",
        "images:Gradient.draw",
        "images:RasterImage.get_x_object",
    ),
}
"""The places in reportkit, each with the functions and classes of WeasyPrint that it relies on."""

USERS: Mapping[tuple[str, str], set[str]] = {
    ("document", "LayoutContext"): {"Document._build_layout_context"},
    ("layout.page", "block_level_layout"): {"make_page"},
    ("pdf.tags", "_build_box_tree"): {"add_tags", "_build_box_tree"},
    ("pdf.fonts", "ffi"): {"Font.__init__", "Font._harfbuzz_subset"},
    ("layout.inline", "split_text_box"): {"remove_last_whitespace", "split_inline_level"},
    ("draw.text", "draw_first_line"): {"draw_text"},
    ("layout", "in_column"): {
        "LayoutContext.__init__",
        "LayoutContext._update_footnote_area",
    },
    ("layout.block", "in_column"): {"_linebox_layout", "avoid_page_break", "force_page_break"},
    ("layout.column", "in_column"): {"columns_layout"},
    ("layout.page", "in_column"): set(),
    ("layout", "rendered_notes"): {
        "LayoutContext.__init__",
        "LayoutContext.add_running_element",
    },
    ("layout.page", "rendered_notes"): {"make_all_pages", "make_page"},
    ("layout.block", "rendered_notes"): set(),
    ("layout", "reported_footnotes"): {
        "LayoutContext.__init__",
        "LayoutContext.unlayout_footnote",
        "LayoutContext.report_footnote",
    },
    ("layout.page", "reported_footnotes"): {"make_all_pages", "make_page", "remake_page"},
}
"""By module and name: the only functions that use what the engine replaces or sets."""

Fingerprint: TypeAlias = dict[str, str]


def test_the_release_is_the_one_that_is_known() -> None:
    assert weasyprint.VERSION == KNOWN
    assert f'"weasyprint=={KNOWN}"' in PYPROJECT.read_text("utf-8")


def test_what_is_relied_on_is_unchanged() -> None:
    if os.environ.get("REPORTKIT_UPDATE_GOLDEN"):
        found = {name: fingerprint(name) for names in RELIED_ON.values() for name in names}
        STORED.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    changes = list(changed(json.loads(STORED.read_text("utf-8"))))
    title = f"parts of WeasyPrint {weasyprint.VERSION} are not those that reportkit knows ({KNOWN})"
    assert not changes, "\n".join((title, *changes))


@pytest.mark.parametrize(("module", "name"), USERS)
def test_what_is_replaced_is_used_by_the_known_functions_only(module: str, name: str) -> None:
    assert set(users(module, name)) == USERS[module, name]


def test_a_changed_function_is_named_with_what_to_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = json.loads(STORED.read_text("utf-8"))

    def report_footnote(self: Any, footnote: Any, why: str = "") -> None:
        self.reported_footnotes.append(footnote)

    monkeypatch.setattr(LayoutContext, "report_footnote", report_footnote)
    monkeypatch.delattr(LayoutContext, "unlayout_footnote")
    gone, other = changed(stored)
    assert "layout:LayoutContext.unlayout_footnote is gone" in gone
    assert "(self, footnote) -> (self: " in other
    assert "page_notes._Context: who asks for the room of the notes" in other


def changed(stored: Mapping[str, Fingerprint]) -> Iterator[str]:
    """What is not as it was stored, with the place in reportkit to look at."""
    for place, names in RELIED_ON.items():
        for name in names:
            before, now = stored.get(name, {}), fingerprint(name)
            if not now:
                yield f"- weasyprint.{name} is gone; look at {place}"
            elif before.get("signature") != now["signature"]:
                signatures = f"{before.get('signature')} -> {now['signature']}"
                yield f"- weasyprint.{name}: signature {signatures}; look at {place}"
            elif before["source"] != now["source"]:
                yield f"- weasyprint.{name}: another body; look at {place}"


def fingerprint(name: str) -> Fingerprint:
    """Signature and hash of the source of "module:function" of WeasyPrint; empty without one."""
    module, _, path = name.partition(":")
    found: Any = import_module(f"weasyprint.{module}")
    for part in path.split("."):
        found = getattr(found, part, None)
    if found is None:
        return {}
    source = inspect.getsource(found)
    return {
        "signature": str(inspect.signature(found)),
        "source": hashlib.sha256(source.encode()).hexdigest(),
    }


def users(module: str, name: str) -> Iterator[str]:
    """The functions and methods of a module of WeasyPrint that use a name or an attribute."""
    tree = ast.parse(inspect.getsource(import_module(f"weasyprint.{module}")))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    for klass in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        methods = (node for node in klass.body if isinstance(node, ast.FunctionDef))
        functions |= {f"{klass.name}.{method.name}": method for method in methods}
    for path, function in functions.items():
        inside = list(ast.walk(function))
        names = {node.id for node in inside if isinstance(node, ast.Name)}
        names |= {node.attr for node in inside if isinstance(node, ast.Attribute)}
        if name in names:
            yield path
