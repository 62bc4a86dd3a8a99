import type { ReactNode } from 'react'
import { changeLocale } from '../../lib/locale.ts'
import { useOnline } from '../../lib/online.ts'
import { useTitle } from '../../lib/title.ts'
import { LanguageChoice } from '../../ui/language-choice.tsx'
import { OfflineBanner } from '../../ui/states.tsx'
import { authWords } from './words.ts'

/** The page around a form of an account: one column, nothing else. */
export function AuthFrame({
  title,
  intro,
  children,
}: {
  title: string
  intro?: string
  children: ReactNode
}) {
  const words = authWords.use()
  const isOnline = useOnline()
  useTitle(title)
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col gap-6 px-5 pt-10 pb-3">
      <div className="my-auto flex flex-col gap-6">
        {!isOnline && <OfflineBanner>{words.offline}</OfflineBanner>}
        <img src="/icon.svg" alt="" width={48} height={48} className="size-12" />
        <div className="flex flex-col gap-1">
          <h1 className="text-24">{title}</h1>
          {intro && <p className="text-ink-soft">{intro}</p>}
        </div>
        {children}
      </div>
      <div className="-mx-4">
        <LanguageChoice label={words.language} onChoose={changeLocale} />
      </div>
    </main>
  )
}

/** Why the form was refused. */
export function FormError({ sentence }: { sentence: string | null }) {
  if (!sentence) return null
  return (
    <p role="alert" className="rounded-control bg-bad-soft px-3 py-2.5 text-bad">
      {sentence}
    </p>
  )
}
