import { useMutation, useQueryClient } from '@tanstack/react-query'
import { failureOf, sentenceFor } from '../../lib/failure.ts'
import { changeLocale, type Locale, tagOf } from '../../lib/locale.ts'
import { profileKey, useMyId } from '../../lib/session.tsx'
import { supabase } from '../../lib/supabase.ts'
import { LanguageChoice } from '../../ui/language-choice.tsx'
import { Section } from '../../ui/section.tsx'
import { profileWords } from './words.ts'

/** The language of the app and of all that is written to the person; the page loads anew in it. */
export function LanguageSection() {
  const words = profileWords.use().language
  const me = useMyId()
  const client = useQueryClient()
  const { mutate, variables, isPending, error } = useMutation({
    mutationFn: async (next: Locale) => {
      const change = supabase.from('profiles').update({ locale: tagOf(next) })
      const failure = failureOf(await change.eq('id', me))
      if (failure) throw failure
    },
    onSuccess: async (_, next) => {
      await client.invalidateQueries({ queryKey: profileKey(me) })
      changeLocale(next)
    },
  })
  return (
    <Section id="language" title={words.title} detail={words.detail}>
      <div className="-ms-1 mt-3">
        <LanguageChoice label={words.title} pending={isPending ? variables : null} onChoose={mutate} />
      </div>
      <p role="alert" className="mt-2 text-13 text-bad empty:hidden">
        {error && sentenceFor(error)}
      </p>
    </Section>
  )
}
