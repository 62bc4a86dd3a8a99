import { browserKind } from './browser-kind.ts'
import { pushWords } from './words/push.ts'

/** How to allow notifications again in this very browser, step by step. */
export function WayBack() {
  const words = pushWords.use()
  const kind = browserKind(navigator.userAgent, matchMedia('(display-mode: standalone)').matches)
  return (
    <>
      {words.blocked}
      <ol className="mt-1 list-decimal space-y-0.5 ps-5">
        {[...words.waysBack[kind], words.noticed].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </>
  )
}
