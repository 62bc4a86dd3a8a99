import { Copy, Trash2 } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { BottomSheet } from '../../ui/bottom-sheet.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Specimen } from './specimen.tsx'

type Open = 'sheet' | 'full' | 'menu' | 'popover' | 'bottom' | null

/** Dialogs, menus, popovers and the sheet of the order page: press, and try Escape and the arrow keys. */
export function Floating() {
  const [open, setOpen] = useState<Open>(null)
  const anchor = useRef<HTMLButtonElement>(null)
  const [menuAnchor, setMenuAnchor] = useState<HTMLElement | null>(null)
  const close = useCallback(() => setOpen(null), [])
  const ignore = useCallback(() => undefined, [])
  return (
    <>
      <Specimen name="Dialog">
        <Button look="secondary" onClick={() => setOpen('sheet')}>
          Dialog
        </Button>
        <Button look="secondary" onClick={() => setOpen('full')}>
          Dialog that fills a phone
        </Button>
      </Specimen>
      <Specimen name="Menu and Popover">
        <Button
          look="secondary"
          aria-haspopup="menu"
          onClick={(event) => {
            setMenuAnchor(event.currentTarget)
            setOpen('menu')
          }}
        >
          Menu
        </Button>
        <span className="relative">
          <button
            ref={anchor}
            type="button"
            aria-haspopup="dialog"
            aria-expanded={open === 'popover'}
            onClick={() => setOpen(open === 'popover' ? null : 'popover')}
            className="min-h-11 rounded-control border border-line px-4"
          >
            Popover
          </button>
          <Popover
            label="Popover"
            anchor={anchor}
            isOpen={open === 'popover'}
            onClose={close}
            className="w-64"
          >
            <p className="p-4 text-13 text-ink-soft">It hangs below its button.</p>
          </Popover>
        </span>
        <Button look="secondary" onClick={() => setOpen(open === 'bottom' ? null : 'bottom')}>
          Bottom sheet
        </Button>
      </Specimen>
      {(open === 'sheet' || open === 'full') && (
        <Dialog
          title="Remove this number?"
          kind={open}
          onClose={close}
          actions={
            <>
              <Button look="secondary" onClick={close}>
                Keep it
              </Button>
              <Button onClick={close}>Remove</Button>
            </>
          }
        >
          <p>No SMS comes to it any more.</p>
        </Dialog>
      )}
      {open === 'menu' && menuAnchor && (
        <Menu label="What to do" anchor={menuAnchor} onClose={close} className="w-60">
          <MenuItem icon={<Copy size={20} aria-hidden />} onChoose={close}>
            Copy
          </MenuItem>
          <MenuItem icon={<Trash2 size={20} aria-hidden />} isBad onChoose={close}>
            Delete
          </MenuItem>
        </Menu>
      )}
      {open === 'bottom' && (
        <BottomSheet label="Order" peekPx={120} onHeight={ignore}>
          <p className="text-24 font-semibold">Out for delivery</p>
          <p className="text-ink-soft">Drag the handle, or move it with the arrow keys.</p>
          <Button look="secondary" className="mt-3" onClick={close}>
            Put it away
          </Button>
        </BottomSheet>
      )}
    </>
  )
}
