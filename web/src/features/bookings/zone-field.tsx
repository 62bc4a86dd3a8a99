import { useId } from 'react'
import { TextField } from '../../ui/text-field.tsx'

/** An IANA time zone, with those that the browser knows to choose from. */
export function ZoneField({
  label,
  hint,
  error,
  value,
  onChange,
}: {
  label: string
  hint: string
  error: string | null
  value: string
  onChange: (zone: string) => void
}) {
  const id = useId()
  return (
    <>
      <TextField
        label={label}
        hint={hint}
        error={error}
        dir="ltr"
        list={id}
        maxLength={64}
        autoComplete="off"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id={id}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  )
}
