import { useState } from 'react'
import { Link, Navigate, useLocation } from 'react-router'
import { nextPath, paths } from '../../lib/paths.ts'
import { useSession } from '../../lib/session.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { signUp } from './account.ts'
import { AuthFrame, FormError } from './auth-frame.tsx'
import { EmailField } from './email-field.tsx'
import { useSubmit } from './use-submit.ts'
import { authWords } from './words.ts'

export function SignUpPage() {
  const words = authWords.use()
  const { session } = useSession()
  const { search } = useLocation()
  const [confirming, setConfirming] = useState<string | null>(null)
  const { submit, sentence, mistakeAt, isBusy } = useSubmit(async (field) => {
    const email = field('email').trim()
    const { sentence, isConfirming } = await signUp(field('name').trim(), email, field('password'))
    if (isConfirming) setConfirming(email)
    return sentence
  })
  if (session) return <Navigate to={nextPath(search)} replace />
  if (confirming) {
    return (
      <AuthFrame title={words.lookInEmail} intro={words.signUp.confirm(confirming)}>
        <Link to={paths.signIn} className="font-medium text-accent">
          {words.backToSignIn}
        </Link>
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title={words.signUp.title} intro={words.signUp.intro}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <TextField
          label={words.signUp.name}
          name="name"
          autoComplete="name"
          maxLength={80}
          required
          error={mistakeAt('name')}
          hint={words.signUp.nameHint}
        />
        <EmailField error={mistakeAt('email')} />
        <TextField
          label={words.password}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={8}
          required
          error={mistakeAt('password')}
          hint={words.passwordHint}
        />
        <FormError sentence={sentence} />
        <Button type="submit" size="large" isBusy={isBusy}>
          {words.signUp.submit}
        </Button>
      </form>
      <p className="text-ink-soft">
        {words.signUp.hasAccount}{' '}
        <Link
          to={paths.signIn + search}
          className="font-medium text-accent underline-offset-4 hover:underline"
        >
          {words.signUp.signIn}
        </Link>
      </p>
    </AuthFrame>
  )
}
