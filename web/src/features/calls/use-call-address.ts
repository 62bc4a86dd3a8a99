import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { acceptCall, declineCall } from './call-actions.ts'

/** What a button of a push asked for stands behind the address that it opened: ?answer=<call> or ?decline=<call>. */
export function useCallAddress(): void {
  const [search, setSearch] = useSearchParams()
  const answer = search.get('answer')
  const decline = search.get('decline')
  useEffect(() => {
    const asked = answer ? acceptCall(answer) : decline ? declineCall(decline) : null
    if (!asked) return
    // a call that is over by now, or was taken elsewhere, says so by itself where it still matters
    void asked.catch(() => undefined)
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
