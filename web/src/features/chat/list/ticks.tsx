import { Check, CheckCheck, Clock } from 'lucide-react'
import type { OwnState } from '../reading/own-state.ts'

const icons = { waiting: Clock, sent: Check, delivered: CheckCheck, read: CheckCheck }

/** How far own words came, for the eye; the words beside it say the same. */
export function Ticks({ sign }: { sign: OwnState['sign'] }) {
  const Icon = icons[sign]
  return <Icon size={14} aria-hidden className={sign === 'read' ? 'text-accent' : undefined} />
}
