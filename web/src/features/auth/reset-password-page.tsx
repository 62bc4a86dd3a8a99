import { useState } from 'react'
import { Link } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { Button } from '../../ui/button.tsx'
import { requestReset } from './account.ts'
import { AuthFrame, FormError } from './auth-frame.tsx'
import { EmailField } from './email-field.tsx'
import { useSubmit } from './use-submit.ts'
import { authWords } from './words.ts'

export function ResetPasswordPage() {
  const words = authWords.use()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const { submit, sentence, mistakeAt, isBusy } = useSubmit(async (field) => {
    const email = field('email').trim()
    const refused = await requestReset(email)
    if (!refused) setSentTo(email)
    return refused
  })
  return (
    <AuthFrame
      title={sentTo ? words.lookInEmail : words.reset.title}
      intro={sentTo ? words.reset.sent(sentTo) : words.reset.intro}
    >
      {!sentTo && (
        <form onSubmit={submit} noValidate className="flex flex-col gap-4">
          <EmailField error={mistakeAt('email')} />
          <FormError sentence={sentence} />
          <Button type="submit" size="large" isBusy={isBusy}>
            {words.reset.submit}
          </Button>
        </form>
      )}
      <Link
        to={paths.signIn}
        className="self-start font-medium text-accent underline-offset-4 hover:underline"
      >
        {words.backToSignIn}
      </Link>
    </AuthFrame>
  )
}
