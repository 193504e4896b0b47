/** What an element begins with. Children that are text stay text: nothing here is read as HTML. */
export interface Begin {
  readonly class?: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly children?: readonly (Node | string)[]
}

/** Makes an element. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  { class: className, attributes = {}, children = [] }: Begin = {},
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  if (className !== undefined) made.className = className
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  made.append(...children)
  return made
}

/** Sets a text only where it differs: screen readers read out what changes. */
export function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text
}

/** Lets a parent have these children in this order, and moves only what is not in its place. */
export function setChildren(parent: HTMLElement, children: readonly HTMLElement[]): void {
  const wanted = new Set<Node>(children)
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove()
  children.forEach((child, index) => {
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null)
  })
}
