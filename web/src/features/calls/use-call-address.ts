import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { showToast } from '../../ui/toast.tsx'
import { acceptCall, declineCall } from './call-actions.ts'

/** What a button of a push asked for stands behind the address that it opened: ?answer=<call> or ?decline=<call>. */
export function useCallAddress(): void {
  const [search, setSearch] = useSearchParams()
  const answer = search.get('answer')
  const decline = search.get('decline')
  useEffect(() => {
    const asked = answer ? acceptCall(answer) : decline ? declineCall(decline) : null
    if (!asked) return
    // a page that was opened by the press never saw it ring: nothing else would say that it is over, or was taken elsewhere
    void asked.catch((error: unknown) => showToast(sentenceFor(error)))
    setSearch(
      (before) => {
        const rest = new URLSearchParams(before)
        rest.delete('answer')
        rest.delete('decline')
        return rest
      },
      { replace: true },
    )
  }, [answer, decline, setSearch])
}
