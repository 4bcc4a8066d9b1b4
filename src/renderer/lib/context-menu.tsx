import { createContext, useCallback, useContext, type MouseEvent, type ReactNode } from 'react'
import type { RefshelfApi } from '../../shared/ipc/contract'
import type { ContextChoice, ContextMenuItem } from '../../shared/menu'
import { callMain } from './call-main'

/** Opens a native context menu for a right click or the menu key. Returns the chosen item, or null. */
export type OpenMenu = (event: MouseEvent, items: readonly ContextMenuItem[]) => Promise<ContextChoice | null>

const MenuContext = createContext<OpenMenu>(() => Promise.resolve(null))

/** Where to open a menu for the menu key: below the active element. Null for a right click, which opens it at the pointer. */
export function menuPoint(event: MouseEvent): { readonly x: number; readonly y: number } | null {
  if (event.button === 2) return null
  const element = event.currentTarget
  const activeId = element.getAttribute('aria-activedescendant')
  const box = (
    activeId === null ? element : (document.getElementById(activeId) ?? element)
  ).getBoundingClientRect()
  return { x: Math.max(0, box.left + 16), y: Math.max(0, box.bottom) }
}

/** Provides `useContextMenu` with menus that main opens. */
export function ContextMenus({ api, children }: { readonly api: RefshelfApi; readonly children: ReactNode }) {
  const open = useCallback<OpenMenu>(
    async (event, items) => {
      event.preventDefault()
      event.stopPropagation()
      if (items.length === 0) return null
      const result = await callMain(api.showContextMenu({ items, at: menuPoint(event) }))
      return result.ok ? result.value : null
    },
    [api],
  )
  return <MenuContext value={open}>{children}</MenuContext>
}

export function useContextMenu(): OpenMenu {
  return useContext(MenuContext)
}
