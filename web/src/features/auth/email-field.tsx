import { TextField } from '../../ui/text-field.tsx'
import { authWords } from './words.ts'

/** The address an account goes by, as password managers look for it. */
export function EmailField({ error }: { error: string | null }) {
  return (
    <TextField
      label={authWords.use().email}
      name="email"
      type="email"
      autoComplete="username"
      required
      error={error}
    />
  )
}
