import { type FormEvent, useState } from 'react'
import { supabase } from '../src/index.ts'

/** The shop's own form; any way of Supabase Auth does. */
export function SignIn() {
  const [failure, setFailure] = useState('')
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const { error } = await supabase.auth.signInWithPassword({
      email: String(form.get('email')),
      password: String(form.get('password')),
    })
    setFailure(error?.message ?? '')
  }
  return (
    <form className="shop-sign-in" onSubmit={submit}>
      <label>
        Your email
        <input name="email" type="email" autoComplete="email" required />
      </label>
      <label>
        Your password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button type="submit">Enter</button>
      {failure && <p role="alert">{failure}</p>}
    </form>
  )
}
