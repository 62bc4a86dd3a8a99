import { useState } from 'react'
import { env } from '../lib/env.ts'
import { initials } from '../lib/format.ts'
import { classNames } from './class-names.ts'

/** Where the picture of a person lies: in our public storage, or at an https address an admin set. */
export function pictureUrl(url: string | null | undefined): string | null {
  if (url?.startsWith('avatars/')) return `${env.supabaseUrl}/storage/v1/object/public/${url}`
  return url?.startsWith('https://') ? url : null
}

/** A person as initials, or their picture. The name stands beside it, so it is hidden from assistive technology. */
export function Avatar({
  name,
  url,
  size = 'normal',
}: {
  name: string
  url?: string | null | undefined
  size?: 'small' | 'normal' | 'large' | 'huge'
}) {
  const box = {
    small: 'size-7 text-12',
    normal: 'size-10 text-15',
    large: 'size-12 text-17',
    huge: 'size-28 text-32',
  }[size]
  const picture = pictureUrl(url)
  const [brokenUrl, setBrokenUrl] = useState<string | null>(null)
  return (
    <span
      aria-hidden
      className={classNames(
        'inline-flex shrink-0 items-center justify-center overflow-hidden rounded-full bg-accent-soft font-semibold text-accent select-none',
        box,
      )}
    >
      {picture && picture !== brokenUrl ? (
        <img
          src={picture}
          alt=""
          decoding="async"
          className="size-full object-cover"
          onError={() => setBrokenUrl(picture)}
        />
      ) : (
        initials(name)
      )}
    </span>
  )
}
