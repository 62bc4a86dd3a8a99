import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as v from 'valibot'
import { env } from '../../lib/env.ts'
import { rowsOf, sentenceFor } from '../../lib/failure.ts'
import type { Row } from '../../lib/rows.ts'
import { supabase } from '../../lib/supabase.ts'
import { clockText } from '../../lib/time.ts'
import { backgroundVersion } from './sharing-calls.ts'
import { mySharesKey } from './use-resume-sharing.ts'
import { backgroundWords } from './words/background.ts'

export type Token = Pick<Row<'tracking_tokens'>, 'id' | 'created_at' | 'last_used_at' | 'used_by'>

const made = v.object({ id: v.string(), token: v.string() })
const tokenKey = (orderId: string) => ['tracking', 'token', orderId] as const
// in memory alone, and gone with a change of person: a phone that is turned on its side must not lose the code
const secretKey = (orderId: string) => ['tracking', 'token secret', orderId] as const

/** Where an app sends positions to. */
export const trackUrl = `${env.supabaseUrl}/functions/v1/track`

/**
 * The app that may send for one order. `secret` is the token itself, known only to this page, for some minutes;
 * `begin` makes one, and makes the one before worthless.
 */
export function useBackground(orderId: string, { isOpen = false }: { isOpen?: boolean } = {}) {
  const queryClient = useQueryClient()
  const [secret, setSecret] = useState(
    () => queryClient.getQueryData<string | null>(secretKey(orderId)) ?? null,
  )
  const [isBusy, setBusy] = useState(false)
  const [sentence, setSentence] = useState<string | null>(null)
  const tokens = useQuery({
    queryKey: tokenKey(orderId),
    // an app is heard of by the database, which tells the page nothing of it
    refetchInterval: ({ state }) => (isOpen ? 3_000 : state.data ? 30_000 : false),
    queryFn: async (): Promise<Token | null> => {
      const rows = await rowsOf(
        supabase
          .from('tracking_tokens')
          .select('id, created_at, last_used_at, used_by')
          .eq('order_id', orderId)
          .is('revoked_at', null)
          .limit(1),
      )
      return rows[0] ?? null
    },
  })

  async function run(call: () => Promise<string | null>) {
    setBusy(true)
    setSentence(null)
    try {
      const made = await call()
      setSecret(made)
      queryClient.setQueryData(secretKey(orderId), made)
    } catch (error) {
      setSentence(sentenceFor(error))
    }
    setBusy(false)
    void queryClient.invalidateQueries({ queryKey: tokenKey(orderId) })
    void queryClient.invalidateQueries({ queryKey: mySharesKey })
  }

  return {
    token: tokens.data ?? null,
    isPending: tokens.isPending,
    error: tokens.error,
    refetch: tokens.refetch,
    secret,
    isBusy,
    sentence,
    begin: () =>
      run(async () => {
        const parameters = { order_id: orderId, consent_version: backgroundVersion }
        return v.parse(made, await rowsOf(supabase.rpc('start_background_tracking', parameters))).token
      }),
    end: () =>
      run(async () => {
        await rowsOf(supabase.rpc('stop_background_tracking', { order_id: orderId }))
        return null
      }),
  }
}

/** What is known of the app, in words; nothing while there is none. */
export function lastHeard(token: Token | null): string | null {
  if (!token) return null
  const words = backgroundWords.now()
  if (token.used_by === 'owntracks, encrypted') return words.encrypted
  const app = token.used_by === 'traccar' ? 'Traccar Client' : 'OwnTracks'
  return token.last_used_at ? words.lastHeard(app, clockText(new Date(token.last_used_at))) : words.notHeard
}
