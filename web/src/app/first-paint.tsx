import { Skeleton, Waiting } from '../ui/skeleton.tsx'
import { Logo } from './logo.tsx'
import { appWords } from './words.ts'

/** The shell's outline, drawn while the rest of the app is on its way, its words among it: they must not be waited for here. */
export function FirstPaint() {
  return (
    <div className="flex h-dvh flex-col">
      <div className="flex h-15 shrink-0 items-center border-b border-line bg-surface px-4">
        <Logo />
      </div>
      <Waiting label={appWords.now().loading}>
        <div className="flex max-w-90 flex-col gap-5 p-4">
          <Skeleton className="h-7 w-28" />
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} className="h-12 w-full" />
          ))}
        </div>
      </Waiting>
    </div>
  )
}
