import type { ListedCopy } from '../../../shared/recycle-bin'

/** The selection by id, so that sorting, searching and updates do not change it. */
export interface BinSelection {
  readonly ids: ReadonlySet<string>
  readonly anchor: string | null
  readonly active: string | null
}

export type BinRows = readonly ListedCopy[]

export const noBinSelection: BinSelection = { ids: new Set(), anchor: null, active: null }

/** How a row is chosen: alone, toggled, as a range from the anchor, or only focused. */
export type RowChoice = 'only' | 'toggle' | 'extend' | 'extend-adding' | 'focus'

export function indexOfCopy(rows: BinRows, id: string | null): number {
  return id === null ? -1 : rows.findIndex((copy) => copy.id === id)
}

export function chooseRow(
  selection: BinSelection,
  rows: BinRows,
  { index, how }: { readonly index: number; readonly how: RowChoice },
): BinSelection {
  const id = rows[index]?.id
  if (id === undefined) return selection
  switch (how) {
    case 'only':
      return { ids: new Set([id]), anchor: id, active: id }
    case 'focus':
      return { ...selection, active: id }
    case 'toggle': {
      const ids = new Set(selection.ids)
      if (!ids.delete(id)) ids.add(id)
      return { ids, anchor: id, active: id }
    }
    case 'extend':
    case 'extend-adding': {
      const from = indexOfCopy(rows, selection.anchor ?? selection.active)
      if (from === -1) return chooseRow(selection, rows, { index, how: 'only' })
      const range = rows.slice(Math.min(from, index), Math.max(from, index) + 1)
      const ids = new Set(how === 'extend' ? [] : selection.ids)
      for (const copy of range) ids.add(copy.id)
      return { ids, anchor: rows[from]?.id ?? null, active: id }
    }
  }
}

export function chooseAllRows(selection: BinSelection, rows: BinRows): BinSelection {
  return { ...selection, ids: new Set(rows.map(({ id }) => id)) }
}

/** The copies that an action applies to: selected and not hidden by the search. */
export function chosenCopies(selection: BinSelection, rows: BinRows): BinRows {
  return selection.ids.size === 0 ? [] : rows.filter(({ id }) => selection.ids.has(id))
}

/** The selection without copies that are no longer in the bin. */
export function pruneBinSelection(selection: BinSelection, copies: BinRows): BinSelection {
  const known = new Set(copies.map(({ id }) => id))
  const ifListed = (id: string | null): string | null => (id !== null && known.has(id) ? id : null)
  return {
    ids: new Set([...selection.ids].filter((id) => known.has(id))),
    anchor: ifListed(selection.anchor),
    active: ifListed(selection.active),
  }
}
