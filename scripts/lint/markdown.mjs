import { blank } from './read-source.mjs'

/**
 * Anchors of a document as GitHub makes them: one for each heading, numbered where two are alike, and those in HTML.
 * @param {string} markdown
 * @returns {Set<string>}
 */
export function anchorsOf(markdown) {
  const text = withoutFences(markdown)
  /** @type {Map<string, number>} */
  const seen = new Map()
  const headings = [...text.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, title]) => {
    const slug = slugOf(title)
    const times = seen.get(slug) ?? 0
    seen.set(slug, times + 1)
    return times === 0 ? slug : `${slug}-${String(times)}`
  })
  const named = [...text.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)].map(([, name]) => name)
  return new Set([...headings, ...named])
}

function slugOf(title) {
  const plain = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '')
  return plain
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
}

/**
 * Links of a document to other files and to anchors, images included; addresses are left out.
 * @param {string} markdown
 * @returns {{ target: string, index: number }[]}
 */
export function linksOf(markdown) {
  const text = withoutFences(markdown).replace(/`[^`\n]*`/g, blank)
  return [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)]
    .map((match) => ({ target: match[1] ?? '', index: match.index }))
    .filter(({ target }) => !/^[a-z][a-z0-9+.-]*:/i.test(target))
}

/** @param {string} markdown */
function withoutFences(markdown) {
  return markdown.replace(/^```[\s\S]*?^```/gm, blank)
}
