import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { failureOf, rowsOf } from '../../lib/failure.ts'
import { useMyId } from '../../lib/session.tsx'
import { supabase } from '../../lib/supabase.ts'

const erasureKey = (me: string) => ['preferences', 'erasure', me] as const

/** Everything about the person as the text of a JSON file. */
export const exportMyData = async (): Promise<string> =>
  JSON.stringify(await rowsOf(supabase.rpc('export_my_data')), null, 2)

/** When the account will be erased; null while nobody asked for it. */
export function useErasure() {
  const me = useMyId()
  return useQuery({
    queryKey: erasureKey(me),
    queryFn: async () => {
      const [row] = await rowsOf(supabase.from('account_erasures').select('due_at').limit(1))
      return row ? new Date(row.due_at) : null
    },
  })
}

function useErasureChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const queryClient = useQueryClient()
  const me = useMyId()
  // also after a refusal: then what is on the screen was wrong
  return useMutation({
    mutationFn: change,
    onSettled: () => queryClient.invalidateQueries({ queryKey: erasureKey(me) }),
  })
}

/** Proves again who the person is; throws a Failure, `invalid_credentials` when the password is not theirs. */
async function signInAgain(email: string, password: string): Promise<void> {
  const { error } = await supabase.auth.signInWithPassword({ email, password })
  const failure = error && failureOf({ data: null, error, status: error.status ?? 0 })
  if (failure) throw failure
}

type Erasing = { email: string; password: string | null }

/** Resolves to when it will be done; throws a Failure. With a password the person signs in again first (`sign_in_again`). */
export const useErase = () =>
  useErasureChange(async ({ email, password }: Erasing) => {
    if (password !== null) await signInAgain(email, password)
    return new Date(v.parse(v.string(), await rowsOf(supabase.rpc('erase_my_account', { email }))))
  })

export const useKeep = () =>
  useErasureChange(async () => void (await rowsOf(supabase.rpc('keep_my_account'))))
