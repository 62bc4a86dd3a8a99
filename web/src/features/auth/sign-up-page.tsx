import { useState } from 'react'
import { Link, Navigate, useLocation } from 'react-router'
import { nextPath, paths } from '../../lib/paths.ts'
import { useSession } from '../../lib/session.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { signUp } from './account.ts'
import { AuthFrame, FormError } from './auth-frame.tsx'
import { useSubmit } from './use-submit.ts'

export function SignUpPage() {
  const { session } = useSession()
  const { search } = useLocation()
  const [confirming, setConfirming] = useState<string | null>(null)
  const { submit, sentence, isBusy } = useSubmit(async (field) => {
    const email = field('email').trim()
    const { sentence, isConfirming } = await signUp(field('name').trim(), email, field('password'))
    if (isConfirming) setConfirming(email)
    return sentence
  })
  if (session) return <Navigate to={nextPath(search)} replace />
  if (confirming) {
    return (
      <AuthFrame
        title="Look in your email"
        intro={`Open the link we sent to ${confirming}, then you are signed in.`}
      >
        <Link to={paths.signIn} className="font-medium text-accent">
          Back to sign in
        </Link>
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title="Create an account" intro="You need it to place an order and to be told about it.">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="Name"
          name="name"
          autoComplete="name"
          maxLength={80}
          required
          hint="What the person who brings your order sees."
        />
        <TextField label="Email" name="email" type="email" autoComplete="username" required />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={8}
          required
          hint="At least 8 characters."
        />
        <FormError sentence={sentence} />
        <Button type="submit" size="large" isBusy={isBusy}>
          Sign up
        </Button>
      </form>
      <p className="text-ink-soft">
        You have an account?{' '}
        <Link
          to={paths.signIn + search}
          className="font-medium text-accent underline-offset-4 hover:underline"
        >
          Go to sign in
        </Link>
      </p>
    </AuthFrame>
  )
}
