import { Bell, Megaphone, MessageCircle, Package, Wallet } from 'lucide-react'

const icons: Record<string, typeof Bell> = {
  order: Package,
  chat: MessageCircle,
  payment: Wallet,
  refund: Wallet,
  announcement: Megaphone,
  promotion: Megaphone,
}

/** What a notification is about; a bell for categories this app does not know. */
export function CategoryIcon({ category }: { category: string }) {
  const Icon = icons[category] ?? Bell
  return (
    <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent">
      <Icon size={20} aria-hidden />
    </span>
  )
}
