/** The path of a request target, as sent; of an absolute one (`POST http://host/path`) what follows the host. */
export function pathOf(url: string): string {
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[\w.:@[\]-]+/i, '')
  const end = target.search(/[?#]/)
  return end === -1 ? target : target.slice(0, end)
}

/**
 * Whether request targets lie at a path: exactly there, or, when it ends in `/*`, there and anywhere below. For authors
 * of adapters: some platforms put the command behind the path that they were given.
 *
 * @throws TypeError for a star anywhere else
 */
export function servedAt(path: string): (url: string) => boolean {
  const isOpen = path.endsWith('/*')
  const base = isOpen ? path.slice(0, -2) : path
  if (base.includes('*')) {
    throw new TypeError(`The path "${path}" has a star in it; it may end in /*, and is literal text before.`)
  }
  if (!isOpen) return (url) => pathOf(url) === base
  const below = `${base}/`
  return (url) => {
    const asked = pathOf(url)
    return asked === base || asked.startsWith(below)
  }
}
