// Time entries in AG Grid: rows come in blocks over HTTP as one scrolls, cells go back one by one; never through State.
import React, { useEffect, useMemo, useRef, useState } from "react";
import { AgGridReact } from "ag-grid-react";
import {
  ModuleRegistry, InfiniteRowModelModule, CellStyleModule, ColumnApiModule, RowApiModule, TooltipModule, LocaleModule,
  RenderApiModule, ScrollApiModule, ColumnAutoSizeModule, EventApiModule, RowStyleModule, RowSelectionModule,
  CustomEditorModule, HighlightChangesModule, CellApiModule, themeQuartz,
} from "ag-grid-community";
import { editText, isNarrow, kinds, textsOf } from "./grid_cells.jsx";
import { called, copied, pastedInto, shownColumns } from "./grid_clipboard.jsx";
import { ColumnsMenu, fill, keepLayout, useKeptLayout } from "./grid_columns.jsx";
import { SearchEditor, TextEditor, Typed } from "./grid_editors.jsx";
import { Question } from "./grid_question.jsx";
import { ask, rowsOf } from "./grid_server.jsx";
import { UndoQuestion, useUndo } from "./grid_undo.jsx";

ModuleRegistry.registerModules([
  InfiniteRowModelModule, CellStyleModule, ColumnApiModule, RowApiModule, TooltipModule, LocaleModule, RenderApiModule,
  ScrollApiModule, ColumnAutoSizeModule, EventApiModule, RowStyleModule, RowSelectionModule, CustomEditorModule,
  HighlightChangesModule, CellApiModule,
]);

const theme = themeQuartz.withParams({
  accentColor: "var(--accent-9)", backgroundColor: "var(--color-panel-solid)", foregroundColor: "var(--gray-12)",
  borderColor: "var(--gray-5)", headerBackgroundColor: "var(--gray-2)", headerTextColor: "var(--gray-11)",
  rowHoverColor: "var(--gray-3)", oddRowBackgroundColor: "var(--color-panel-solid)", fontFamily: "inherit", fontSize: 13,
  cellHorizontalPadding: 8, headerFontSize: 12, headerFontWeight: 500, rowHeight: 36, headerHeight: 36, wrapperBorderRadius: 8, spacing: 6,
  browserColorScheme: "inherit", columnBorder: false, wrapperBorder: true, selectedRowBackgroundColor: "var(--accent-3)",
});
// Keys that mean something here: the grid itself would begin to edit on Enter, or empty the cell.
const ours = (p) => !p.editing && (p.event.ctrlKey || p.event.metaKey) && ["Enter", "Delete"].includes(p.event.key);
// What the grid is given once is the same object ever after: another one makes it draw all of its columns again.
const COLUMN = {
  sortable: true, resizable: true, minWidth: 56, suppressHeaderMenuButton: true, sortingOrder: ["desc", "asc", null],
  enableCellChangeFlash: false, suppressKeyboardEvent: ours,
};
const SELECTION = { mode: "multiRow", headerCheckbox: false, checkboxes: true, enableClickSelection: false };
const CHECKBOX = { width: 38, minWidth: 38, resizable: false };
const idOf = (p) => String(p.data.id);
// Other people's changes wait until nobody has typed for a while, so that no row runs away under the cursor.
const QUIET = 4000;
// The news of one's own change comes later than its answer.
const FRESH = 1500;
const SILENT = { text: "", bad: [] };
const SEARCHED = new Set(["account", "ticket", "service", "rep"]);

export function WorkGrid(props) {
  const { columns, query = "", lang = "en", words = {}, label = "", canEdit = false, canSelect = false } = props;
  const grid = useRef(null);
  const latest = useRef({});
  latest.current = props;
  const wrong = useRef(new Map());
  const typedAt = useRef(0);
  // Whether anything was typed in the editor that is open, and when it was opened, and when the mouse was last used.
  const touched = useRef(false);
  const enteredAt = useRef(0);
  const pointedAt = useRef(0);
  const [said, setSaid] = useState(SILENT);
  const frame = useRef(null);
  // Why a cell was refused, beside it, until one goes on.
  const [bubble, setBubble] = useState(null);
  const datasource = useMemo(() => rowsOf(latest, grid), []);
  const key = (row, field) => `${row.id}|${field}`;
  const isEditing = () => (grid.current?.getEditingCells().length ?? 0) > 0;

  const take = (moved) => {
    typedAt.current = Date.now();
    if (moved.is_many || !moved.rows.length) grid.current.refreshInfiniteCache();
    const nodes = moved.rows.map((row) => [grid.current.getRowNode(String(row.id)), row]).filter(([node]) => node);
    nodes.forEach(([node, row]) => node.setData(row));
    grid.current.flashCells({ rowNodes: nodes.map(([node]) => node), columns: ["amount", "tiers"] });
  };
  const praise = (text) => setSaid({ text, bad: [], good: true, at: Date.now() });
  const refuse = (answer, where = "") => {
    if (answer.status === 401) return;
    const reason = answer.data?.detail || (answer.data?.bad ? "" : words.away);
    setSaid({ text: where && reason ? `${where}: ${reason}` : reason, bad: answer.data?.bad ?? [], count: answer.data?.count });
  };
  // One after the other within a row: each change is made to what the one before left.
  const sending = useRef(new Map());
  const send = (row, column, text) => {
    if (text === editText(column.field, row, words)) return;
    const before = sending.current.get(row.id) ?? Promise.resolve();
    const mine = before.then(() => sendNow(row.id, column, text));
    sending.current.set(row.id, mine);
    mine.finally(() => { if (sending.current.get(row.id) === mine) sending.current.delete(row.id); });
  };
  const sendNow = async (id, column, text) => {
    const field = column.field, node = grid.current.getRowNode(String(id)), row = node?.data;
    if (!row) { refuse({ status: 0 }, column.headerName); return; }
    const answer = await ask(`/app/entries/${row.id}`, { method: "PATCH", body: { version: row.version, field, text } });
    if (answer.ok) {
      [...wrong.current.keys()].filter((k) => k.startsWith(`${row.id}|`)).forEach((k) => wrong.current.delete(k));
      praise(answer.data.said);
      note(answer.data.change);
      setBubble(null);
      take(answer.data);
      grid.current.refreshCells({ rowNodes: [node], force: true });
    } else {
      wrong.current.set(key(row, field), { typed: text, reason: answer.data?.detail ?? words.away });
      grid.current.refreshCells({ rowNodes: [node], force: true });
      refuse(answer, column.headerName);
      if (answer.status === 409) grid.current.refreshInfiniteCache();
      goBack(node, field, answer.status);
      point(row.id, field, answer.data?.detail ?? words.away);
    }
  };
  // To the cell that was refused, with what was typed, so that nothing is typed into another row instead; unless one
  // has begun to type elsewhere, or left the cell with the mouse. A row that others have changed is to be seen first.
  const goBack = (node, field, status) => {
    const isElsewhere = isEditing() && touched.current || pointedAt.current > enteredAt.current;
    if (isElsewhere || status === 404 || !frame.current?.contains(document.activeElement)) return;
    grid.current.stopEditing(true);
    grid.current.setFocusedCell(node.rowIndex, field);
    if (status !== 409) grid.current.startEditingCell({ rowIndex: node.rowIndex, colKey: field });
  };
  const point = (id, field, reason) => {
    const cell = frame.current?.querySelector(`.ag-row[row-id="${id}"] .ag-cell[col-id="${field}"]`);
    if (!cell || !reason) { setBubble(null); return; }
    const box = cell.getBoundingClientRect(), around = frame.current.getBoundingClientRect();
    setBubble({ reason, top: box.bottom - around.top + 4, left: Math.max(0, Math.min(box.left - around.left, around.width - 300)) });
  };
  const { note, question } = useUndo({
    isEditing,
    settled: () => Promise.allSettled([...sending.current.values()]),
    onDone: (moved) => { praise(moved.said); take(moved); },
    onRefused: refuse,
    onNothing: () => setSaid({ text: words.no_redo, bad: [] }),
  });
  // Who may change many is asked by the page, which shows what the change would do.
  const [doomed, setDoomed] = useState(null);
  const remove = (node) => {
    if (canSelect) latest.current.onDelete?.(node.data.id);
    else if (canEdit && !node.data.locked) setDoomed(node.data);
    else tellLocked(node, "");
  };
  const removeNow = async () => {
    const answer = await ask(`/app/entries/${doomed.id}?version=${doomed.version}`, { method: "DELETE" });
    if (!answer.ok) { refuse(answer); return; }
    praise(answer.data.said);
    note(answer.data.change);
    take(answer.data);
    grid.current.refreshInfiniteCache();
  };
  const paste = async (text) => {
    const answer = await ask("/app/paste", { method: "POST", body: { text, columns: pastedInto(grid.current) } });
    if (!answer.ok) { refuse(answer, words.pasting); return; }
    praise(answer.data.said);
    note(answer.data.change);
    grid.current.refreshInfiniteCache();
  };

  const first = useRef(true);
  useEffect(() => {
    if (first.current) { first.current = false; return; }
    setSaid((now) => (now.good ? SILENT : now));
    grid.current?.purgeInfiniteCache();
    grid.current?.deselectAll();
    grid.current?.ensureIndexVisible(0, "top");
  }, [query]);

  // What others change is there without a reload; the place that one looks at stays.
  useEffect(() => {
    let timer = null;
    // What was done last is not what was said to be done, once something else is.
    const onWork = () => { setSaid((now) => (now.good && Date.now() - now.at > FRESH ? SILENT : now)); refresh(); };
    const refresh = () => {
      clearTimeout(timer);
      const wait = typedAt.current + QUIET - Date.now();
      if (wait > 0 || isEditing()) timer = setTimeout(refresh, Math.max(wait, 500));
      else grid.current?.refreshInfiniteCache();
    };
    // From anywhere on the page into the list, to where one was.
    const onEnter = () => {
      const at = grid.current?.getFocusedCell(), column = at?.column ?? (grid.current && shownColumns(grid.current)[0]);
      if (column) grid.current.setFocusedCell(at?.rowIndex ?? grid.current.getFirstDisplayedRowIndex(), column);
    };
    window.addEventListener("rxbilling-list", onEnter);
    window.addEventListener("rxbilling-work", onWork);
    return () => { clearTimeout(timer); window.removeEventListener("rxbilling-work", onWork); window.removeEventListener("rxbilling-list", onEnter); };
  }, []);

  const shape = JSON.stringify([columns, words, lang, canEdit]);
  const definitions = useMemo(() => {
    const known = kinds(lang, words);
    // On a phone only the columns that matter most are there, and nothing is pinned over them.
    const narrow = isNarrow();
    const editing = (field) => ({
      editable: (p) => canEdit && !narrow && !!p.data && !p.data.locked && (field !== "tiers" || !p.data.start),
      cellEditor: SEARCHED.has(field) ? SearchEditor : TextEditor,
      cellEditorParams: { typed: (row) => editText(field, row, words), refused: (row) => wrong.current.get(key(row, field))?.typed, touch: (is) => { touched.current = is; } },
      valueSetter: (p) => { if (p.newValue instanceof Typed) send(p.data, p.colDef, p.newValue.text); return false; },
      cellClassRules: { "cell-wrong": (p) => p.data && wrong.current.has(key(p.data, field)), "cell-open": (p) => canEdit && p.data && !p.data.locked },
    });
    return columns.filter((c) => !narrow || c.phone).map(({ kind, label, field, phone, pinned, edit, ...rest }) => {
      const shown = known[kind];
      const tooltip = shown.tooltipValueGetter;
      return {
        colId: field, field, headerName: label, ...shown, ...(edit ? editing(field) : {}),
        ...(kind === "time" || kind === "day" ? { headerTooltip: words.clock } : {}),
        tooltipValueGetter: (p) => (p.data && wrong.current.get(key(p.data, field))?.reason) || tooltip?.(p) || null,
        ...rest, ...(narrow ? (phone > 1 ? { width: phone } : { flex: 1 }) : { pinned }),
      };
    });
  }, [shape]);

  const shownTexts = useMemo(() => textsOf(words), [shape]);

  const open = (node) => node?.data && latest.current.onOpen?.(node.data.id);
  const isOpen = (e) => e.colDef.editable && e.colDef.editable({ data: e.node?.data });
  // Keys that would begin to edit a cell, where its row is locked.
  const isTyped = (event) => !event.ctrlKey && !event.metaKey && !event.altKey
    && (event.key.length === 1 && event.key !== " " || ["F2", "Backspace", "Delete"].includes(event.key));
  const explain = (e) => {
    const text = latest.current.canEdit && e.colDef.editable && tellLocked(e.node, `${e.colDef.headerName}: `);
    if (text) point(e.node.data.id, e.column.getColId(), text);
  };
  const tellLocked = (node, where) => {
    const text = words[`locked_${node?.data?.locked}`]?.replace("{reference}", node.data.reference);
    if (text) setSaid({ text: where + text, bad: [] });
    return text;
  };
  const onKey = (event) => {
    // Out of the list, to what stands below it.
    if (event.key === "F6") { event.preventDefault(); frame.current.querySelector(".columns-menu summary")?.focus(); return; }
    if (isEditing() || event.target.closest(".columns-menu")) return;
    if (event.key === "Escape") { wrong.current.clear(); setSaid(SILENT); setBubble(null); grid.current?.refreshCells({ force: true }); }
  };
  const onEditing = (e) => {
    enteredAt.current = Date.now();
    if (!wrong.current.has(key(e.data, e.column.getColId()))) setBubble(null);
  };
  const onPointer = (event) => { if (!event.target.closest(".cell-input, .cell-choices")) pointedAt.current = Date.now(); };
  const onPaste = (event) => {
    if (!canEdit || isEditing()) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    if (text.trim()) paste(text);
  };
  const onCopy = (event) => {
    if (isEditing() || !grid.current?.getFocusedCell() || window.getSelection()?.toString()) return;
    event.clipboardData.setData("text/plain", copied(grid.current));
    event.preventDefault();
  };
  return (
    <div ref={frame} className="work-grid" role="region" aria-label={label} onKeyDown={onKey} onPointerDownCapture={onPointer} onPaste={onPaste} onCopy={onCopy}>
      <AgGridReact
        theme={theme} columnDefs={definitions}
        defaultColDef={COLUMN}
        rowModelType="infinite" alwaysShowVerticalScroll={true} alwaysShowHorizontalScroll={!isNarrow()} datasource={datasource} cacheBlockSize={100} maxBlocksInCache={30}
        infiniteInitialRowCount={30} rowBuffer={4} blockLoadDebounceMillis={30} maxConcurrentDatasourceRequests={2}
        selectionColumnDef={CHECKBOX} rowSelection={canSelect && !isNarrow() ? SELECTION : undefined}
        enterNavigatesVerticallyAfterEdit={true} stopEditingWhenCellsLoseFocus={true} suppressCellFocus={false}
        getRowId={idOf} tooltipShowDelay={300}
        localeText={shownTexts}
        onGridReady={(e) => { grid.current = e.api; if (!isNarrow()) useKeptLayout(e.api); }}
        onGridSizeChanged={(e) => { if (!isNarrow()) fill(e.api); }}
        onColumnMoved={(e) => e.finished && e.source.startsWith("ui") && keepLayout(e.api)}
        onColumnResized={(e) => e.finished && e.source.startsWith("ui") && keepLayout(e.api)}
        onCellMouseOver={(e) => {
          const box = e.event.target.closest(".ag-cell"), inner = box?.querySelector(".status, .tiers, .ag-cell-value") ?? box;
          if (box) box.title = inner.scrollWidth > inner.clientWidth && !e.colDef.tooltipValueGetter?.(e) ? inner.textContent : "";
        }}
        onBodyScroll={() => setBubble(null)} onCellEditingStarted={onEditing}
        onSelectionChanged={(e) => latest.current.onSelect?.(e.api.getSelectedNodes().map((node) => Number(node.id)))}
        onCellClicked={(e) => { if (!isOpen(e) && e.column.getColId().startsWith("ag-Grid") === false) open(e.node); }}
        onCellKeyDown={(e) => {
          const control = e.event.ctrlKey || e.event.metaKey;
          if (e.event.key === "Enter" && (control || !isOpen(e)) && !isEditing()) open(e.node);
          if (isTyped(e.event) && !isEditing()) explain(e);
          if (e.event.key === "Delete" && control && e.node?.data) { e.event.preventDefault(); remove(e.node); }
        }}
      />
      {bubble ? <div className="cell-bubble" style={{ top: bubble.top, left: bubble.left }} aria-hidden="true">{bubble.reason}</div> : null}
      <div className="grid-foot">
        <div className={said.good ? "grid-said grid-good" : "grid-said"} role="status" aria-live="polite">
          {said.text ? <span>{said.text}</span> : null}
          {said.bad.length ? (
            <div className="grid-bad">
              <strong>{words.bad_rows.replace("{count}", said.count)}</strong>
              <ul>{said.bad.map((b, i) => <li key={i}>{words.row} {b.row}{b.column ? `, ${called(columns, b.column)}` : ""}{b.value ? ` “${b.value}”` : ""}: {b.reason}</li>)}</ul>
            </div>) : null}
        </div>
        <UndoQuestion {...question} words={words} lang={lang} />
        <Question
          asked={doomed} close={() => setDoomed(null)} words={words} title={words.delete_title} text={words.delete_text}
          label={words.delete} color="red" onYes={removeNow}
        />
        {isNarrow() ? null : <ColumnsMenu grid={grid} words={words} />}
      </div>
    </div>
  );
}
