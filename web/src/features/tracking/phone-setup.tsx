import { Copy } from 'lucide-react'
import { useMemo } from 'react'
import { encode } from 'uqr'
import { buttonClasses } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { showToast } from '../../ui/toast.tsx'
import { ownTracksLink, ownTracksSettings } from './owntracks-link.ts'
import { trackUrl } from './use-background.ts'
import { backgroundWords } from './words/background.ts'

/** One path of squares: dark on light in both modes, because many scanners read no other. */
function QrCode({ text }: { text: string }) {
  const words = backgroundWords.use()
  const { path, size } = useMemo(() => {
    const code = encode(text, { ecc: 'L', border: 4 })
    const squares = code.data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])),
    )
    return { path: squares.join(''), size: code.size }
  }, [text])
  return (
    <svg
      role="img"
      aria-label={words.code}
      viewBox={`0 0 ${size} ${size}`}
      className="mx-auto w-full max-w-72 rounded-control bg-[#fff]"
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  )
}

type FieldName = 'address' | 'user' | 'password'

function Field({ name, value }: { name: FieldName; value: string }) {
  const words = backgroundWords.use()
  return (
    <div className="flex min-h-11 items-center gap-2">
      <dt className="w-24 shrink-0 text-13 text-ink-soft">{words.fields[name]}</dt>
      <dd className="flex min-w-0 flex-1 items-center gap-2">
        <span dir="ltr" className="min-w-0 flex-1 font-mono text-13 break-all select-all">
          {value}
        </span>
        <IconButton
          label={words.copy[name]}
          onClick={() =>
            void navigator.clipboard.writeText(value).then(
              () => showToast(words.copied[name]),
              () => showToast(words.notCopied),
            )
          }
        >
          <Copy size={20} aria-hidden />
        </IconButton>
      </dd>
    </div>
  )
}

/** What to do on the phone with a token that was just made. */
export function PhoneSetup({ token, label }: { token: string; label: string }) {
  const words = backgroundWords.use()
  const link = ownTracksLink(ownTracksSettings({ url: trackUrl, orderNumber: label, token }))
  return (
    <>
      <ol className="flex list-decimal flex-col gap-2 ps-5 text-13">
        <li>{words.install}</li>
        <li>
          <strong>{words.iphone}</strong> {words.permitIphone} <strong>{words.android}</strong>{' '}
          {words.permitAndroid}
        </li>
        <li>{words.scan}</li>
        <li>{words.wait}</li>
      </ol>
      <QrCode text={link} />
      <a href={link} className={buttonClasses('secondary')}>
        {words.setUpHere}
      </a>
      <details className="text-13">
        <summary className="flex min-h-11 cursor-pointer items-center">{words.typeIn}</summary>
        <p className="text-ink-soft">{words.typeInDetail}</p>
        <dl className="flex flex-col">
          <Field name="address" value={trackUrl} />
          <Field name="user" value={label} />
          <Field name="password" value={token} />
        </dl>
      </details>
      <p className="text-13 text-ink-soft">{words.shownOnce}</p>
    </>
  )
}
