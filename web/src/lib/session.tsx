import type { Session } from '@supabase/supabase-js'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { rowsOf } from './failure.ts'
import { painted } from './painted.ts'
import { storedSession } from './session-storage.ts'
import { supabase } from './supabase.ts'

// as large as all the rest of a first page, which does not need it: the session is here, and is renewed when it is used
async function loadClient() {
  if (!isFromMail()) await painted
  return (await import('./supabase-whole.ts')).supabase
}

type SessionValue = { session: Session | null; isLoading: boolean; isRecovering: boolean }
const SessionContext = createContext<SessionValue>({ session: null, isLoading: true, isRecovering: false })

/** A link from a mail says by itself who this is. */
const isFromMail = () => /[?&#](code|access_token|error|error_code)=/.test(location.search + location.hash)

/** Who this device knows, so that the first paint does not wait for the server; what is fetched is judged there. */
function atStart(): SessionValue {
  if (isFromMail()) return { session: null, isLoading: true, isRecovering: false }
  return { session: storedSession(), isLoading: false, isRecovering: false }
}

/** Holds who is signed in; on a change of person everything that was fetched for the last one is dropped. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [value, setValue] = useState<SessionValue>(atStart)
  const queryClient = useQueryClient()
  const person = useRef(value.session?.user.id)
  useEffect(() => {
    let end: (() => void) | undefined
    let isGone = false
    void loadClient().then((supabase) => {
      if (isGone) return
      const { data } = supabase.auth.onAuthStateChange((event, heard) => {
        // a token that ran out cannot be renewed without a network; the device keeps the session until the server says no
        const session = heard ?? (event === 'SIGNED_OUT' ? null : storedSession())
        if (person.current && person.current !== session?.user.id) queryClient.clear()
        person.current = session?.user.id
        setValue((last) => ({
          session,
          isLoading: false,
          isRecovering: event === 'PASSWORD_RECOVERY' || (last.isRecovering && event !== 'USER_UPDATED'),
        }))
      })
      end = () => data.subscription.unsubscribe()
    })
    return () => {
      isGone = true
      end?.()
    }
  }, [queryClient])
  return <SessionContext value={value}>{children}</SessionContext>
}

/** Who is signed in; `isRecovering` after a link from a password mail, until a new password is set. */
export const useSession = () => useContext(SessionContext)

/** The id of the person signed in; only below pages that need a session. */
export function useMyId(): string {
  const { session } = useSession()
  if (!session) throw new Error('useMyId needs a signed-in person')
  return session.user.id
}

export const profileKey = (id: string) => ['profile', id]

/** The profile of a person the caller may see, by default one's own; null when it may not be seen. */
export function useProfile(id?: string | null) {
  const { session } = useSession()
  const wanted = id === undefined ? session?.user.id : id
  return useQuery({
    queryKey: profileKey(wanted ?? ''),
    enabled: Boolean(wanted),
    staleTime: 5 * 60_000,
    queryFn: async () => {
      const rows = await rowsOf(
        supabase
          .from('profiles')
          .select('id, name, role, avatar_url, time_zone, locale')
          .eq('id', wanted ?? '')
          .limit(1),
      )
      return rows[0] ?? null
    },
  })
}
