import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { callFunction } from '../../lib/functions.ts'
import { supabase } from '../../lib/supabase.ts'

const phone = v.object({
  id: v.string(),
  masked: v.string(),
  verified_at: v.string(),
  /** That phone answered STOP. */
  stopped_at: v.nullable(v.string()),
})
export type Phone = v.InferOutput<typeof phone>

const sent = v.object({ masked: v.string(), resend_after_s: v.number(), expires_in_s: v.number() })
const proven = v.object({ masked: v.string() })

const phonesKey = ['phones'] as const

/** The person's proven numbers, masked: today at most one. */
export function usePhones() {
  return useQuery({
    queryKey: phonesKey,
    queryFn: async () => v.parse(v.array(phone), await rowsOf(supabase.rpc('my_phones'))),
  })
}

export type NewNumber = { number: string; country: string }

/** Has a code sent to a number as it was typed. Throws a FunctionFailure that says what is wrong with it. */
export async function sendCode({ number, country }: NewNumber) {
  return v.parse(sent, await callFunction('phone-verification', { action: 'start', number, country }))
}

/** Proves the number by the code that came. */
export function useCheckCode() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (code: string) =>
      v.parse(proven, await callFunction('phone-verification', { action: 'check', code })),
    // what may be texted, and whether it arrives, stands in the preferences too
    onSuccess: () => refresh(queryClient),
  })
}

export function useRemovePhone() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      await rowsOf(supabase.rpc('remove_phone', { phone_id: id }))
    },
    onSuccess: () => refresh(queryClient),
  })
}

const refresh = (queryClient: ReturnType<typeof useQueryClient>) =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: phonesKey }),
    queryClient.invalidateQueries({ queryKey: ['preferences'] }),
  ])
