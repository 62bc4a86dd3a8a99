import { describe, expect, it } from 'vitest'
import { linkPreviewOf } from './link-preview.ts'

const card = { url: 'https://example.com/menu', site: 'example.com', title: 'The menu' }

describe('the card of a link', () => {
  it('shows what the database says of the page, and opens the address of the message', () => {
    expect(linkPreviewOf({ ...card, description: 'Fresh' })).toEqual({
      href: 'https://example.com/menu',
      site: 'example.com',
      title: 'The menu',
      description: 'Fresh',
    })
    expect(linkPreviewOf(card)?.description).toBeNull()
  })

  it('is not there without a title, a site, or an address that a browser may open', () => {
    for (const link of [
      null,
      undefined,
      {},
      [],
      'text',
      { ...card, title: '' },
      { ...card, site: undefined },
    ])
      expect(linkPreviewOf(link)).toBeNull()
    for (const url of ['javascript:alert(1)', 'data:text/html,x', '/orders', '//example.com', 'https://', 7])
      expect(linkPreviewOf({ ...card, url })).toBeNull()
  })
})
