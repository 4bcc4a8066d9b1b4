import { createRandom } from '../paint/random'

const colours = ['#266f93', '#a84a34', '#547a3e', '#7e579e', '#c28926']

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A drawing with numbered parts, without scripts or links. */
export function svgFile(title: string, variant: number): string {
  const random = createRandom(variant + 31)
  const colour = colours[variant % colours.length] ?? '#333'
  const parts = Array.from({ length: 4 }, (_, index) => {
    const [x, y] = [60 + Math.round(random() * 200), 70 + index * 42]
    return [
      `<rect x="${x}" y="${y}" width="${40 + Math.round(random() * 60)}" height="26" rx="5" fill="${colour}" opacity="${0.35 + index * 0.15}"/>`,
      `<line x1="${x}" y1="${y + 13}" x2="30" y2="${y + 13}" stroke="#222"/>`,
      `<circle cx="22" cy="${y + 13}" r="10" fill="#222"/>`,
      `<text x="22" y="${y + 17}" font-size="11" text-anchor="middle" fill="#fff">${index + 1}</text>`,
    ].join('')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 240" width="360" height="240" font-family="sans-serif">
<rect width="360" height="240" fill="#fafaf7"/>
<text x="14" y="32" font-size="17" fill="#222">${escapeXml(title)}</text>
${parts.join('\n')}
</svg>
`
}
