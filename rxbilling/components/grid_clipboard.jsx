// What is copied out of the grid, and what columns rows are pasted into that have no header.

// Columns of the grid as the fields of a file.
const FIELDS = { day: "date", start: "start_time", end: "end_time", worked_s: "duration", tiers: "tier" };

export const shownColumns = (api) => api.getAllDisplayedColumns().filter((c) => !c.getColId().startsWith("ag-Grid"));
export const pastedInto = (api) => shownColumns(api).map((c) => FIELDS[c.getColId()] ?? c.getColId());
// Without a header, what a cell is is told by the field.
export const called = (columns, name) => columns.find((c) => (FIELDS[c.field] ?? c.field) === name)?.label ?? name;

// The selected rows, or else the cell under the cursor.
export function copied(api) {
  const at = api.getFocusedCell(), chosen = api.getSelectedNodes();
  const texts = (node, list) => list.map((c) => api.getCellValue({ rowNode: node, colKey: c, useFormatter: true }) ?? "").join("\t");
  if (chosen.length) return chosen.map((node) => texts(node, shownColumns(api))).join("\n");
  return texts(api.getDisplayedRowAtIndex(at.rowIndex), [at.column]);
}
