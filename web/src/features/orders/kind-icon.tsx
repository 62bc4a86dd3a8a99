import { BedDouble, HeartHandshake, type LucideIcon, Package, Pill, Shirt } from 'lucide-react'
import type { OrderKind } from '../../lib/rows.ts'

const icons: Record<OrderKind, LucideIcon> = {
  laundry: Shirt,
  pharmacy: Pill,
  hotel: BedDouble,
  care: HeartHandshake,
  delivery: Package,
}

export function KindIcon({ kind, isBare = false }: { kind: OrderKind; isBare?: boolean }) {
  const Icon = icons[kind]
  if (isBare) return <Icon size={20} aria-hidden />
  return (
    <span className="inline-flex size-10 shrink-0 items-center justify-center rounded-control bg-sunken text-ink-soft">
      <Icon size={20} aria-hidden />
    </span>
  )
}
