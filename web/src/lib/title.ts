import { useEffect } from 'react'

let page = 'Orderline'
let unread = 0

function write() {
  document.title = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ${page}` : page
}

/** Names the page in the tab; the product's name stands behind it. */
export function useTitle(name: string): void {
  useEffect(() => {
    page = name === 'Orderline' ? name : `${name} · Orderline`
    write()
  }, [name])
}

/** How many unread things stand before the page's name. */
export function setTitleBadge(count: number): void {
  unread = count
  write()
}
