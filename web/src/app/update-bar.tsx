import { useServiceWorker } from '../features/notifications/use-service-worker.ts'
import { appWords } from './words.ts'

/** A newer build waits: the person decides when the page is loaded anew. */
export function UpdateBar() {
  const words = appWords.use()
  const { isUpdateReady, update } = useServiceWorker()
  if (!isUpdateReady) return null
  return (
    <p role="status" className="flex min-h-11 items-center justify-center gap-2 bg-accent-soft px-4 text-13">
      {words.updateReady}
      <button
        type="button"
        className="min-h-11 px-2 font-semibold text-accent underline-offset-4 hover:underline"
        onClick={update}
      >
        {words.updateNow}
      </button>
    </p>
  )
}
