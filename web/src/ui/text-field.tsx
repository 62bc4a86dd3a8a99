import { type InputHTMLAttributes, type Ref, type TextareaHTMLAttributes, useId } from 'react'
import { classNames } from './class-names.ts'

type Shared = { label: string; hint?: string; error?: string | null; className?: string }
type InputProps = Shared & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }
type AreaProps = Shared & TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }

const box =
  'w-full rounded-control border bg-surface px-3 text-15 text-ink placeholder:text-ink-faint focus-visible:outline-offset-0'
// 16 px at least: a phone zooms the page into smaller fields
const touch = 'max-md:text-[16px]'
// an empty field has no direction of its own, and its placeholder reads as the page does
const waiting = 'rtl:placeholder-shown:[direction:rtl]'
/** Numbers and addresses run from left to right in every language; for other words it is as they are. */
const directionOf = (type: string | undefined) => (/^(tel|email|url)$/.test(type ?? '') ? 'ltr' : 'auto')

function useField({ hint, error }: Pick<Shared, 'hint' | 'error'>) {
  const id = useId()
  const noteId = `${id}-note`
  return {
    id,
    noteId,
    note: error || hint,
    attributes: {
      id,
      'aria-invalid': error ? (true as const) : undefined,
      'aria-describedby': error || hint ? noteId : undefined,
    },
  }
}

function Frame({
  id,
  noteId,
  note,
  isError,
  label,
  className,
  children,
}: {
  id: string
  noteId: string
  note: string | null | undefined
  isError: boolean
  label: string
  className: string | undefined
  children: React.ReactNode
}) {
  return (
    <div className={classNames('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-13 font-medium text-ink-soft">
        {label}
      </label>
      {children}
      {note && (
        <p id={noteId} className={classNames('text-13', isError ? 'text-bad' : 'text-ink-faint')}>
          {note}
        </p>
      )}
    </div>
  )
}

export function TextField({ label, hint, error, className, ...rest }: InputProps) {
  const { attributes, ...frame } = useField({ hint, error })
  return (
    <Frame {...frame} label={label} className={className} isError={Boolean(error)}>
      <input
        dir={directionOf(rest.type)}
        {...rest}
        {...attributes}
        className={classNames('h-11', box, touch, waiting, error ? 'border-bad' : 'border-line-strong')}
      />
    </Frame>
  )
}

export function TextArea({ label, hint, error, className, rows = 3, ...rest }: AreaProps) {
  const { attributes, ...frame } = useField({ hint, error })
  return (
    <Frame {...frame} label={label} className={className} isError={Boolean(error)}>
      <textarea
        dir="auto"
        rows={rows}
        {...rest}
        {...attributes}
        className={classNames(
          'resize-none py-2.5',
          box,
          touch,
          waiting,
          error ? 'border-bad' : 'border-line-strong',
        )}
      />
    </Frame>
  )
}
