// Reads which modules a file asks for, and follows them.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

/**
 * The modules a source or built file names: `import`, `export … from`, `import()`, `require()`.
 * `isTypeOnly` tells those that are gone after compiling.
 *
 * @returns {{ specifier: string, isTypeOnly: boolean, line: number }[]}
 */
export function importsOf(path) {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const found = []
  const visit = (node) => {
    const named = moduleNamed(node)
    if (named !== undefined && ts.isStringLiteralLike(named.from)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
      found.push({ specifier: named.from.text, isTypeOnly: named.isTypeOnly, line })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** What can be reached from an entry by relative imports: path -> its imports. */
export function reachableFrom(entry, { typesToo = false } = {}) {
  const seen = new Map()
  const waiting = [entry]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue
    const imports = importsOf(path).filter(({ isTypeOnly }) => typesToo || !isTypeOnly)
    seen.set(path, imports)
    for (const { specifier } of imports)
      if (specifier.startsWith('.')) waiting.push(resolveRelative(path, specifier))
  }
  return seen
}

/** The file behind a relative specifier. Sources are written with `.js` endings, as they are when built. */
export function resolveRelative(from, specifier) {
  const target = join(dirname(from), specifier)
  const source = target.replace(/\.js$/, '.ts')
  const file = [source, target, `${target}.ts`, join(target, 'index.ts')].find((path) => existsSync(path))
  if (file === undefined) throw new Error(`${from} imports ${specifier}, and there is no such file.`)
  return file
}

function moduleNamed(node) {
  if (ts.isImportDeclaration(node))
    return { from: node.moduleSpecifier, isTypeOnly: importsOnlyTypes(node.importClause) }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return { from: node.moduleSpecifier, isTypeOnly: node.isTypeOnly || onlyTypes(node.exportClause) }
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return { from: node.moduleReference.expression, isTypeOnly: node.isTypeOnly }
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return { from: node.argument.literal, isTypeOnly: true }
  }
  if (!ts.isCallExpression(node) || node.arguments[0] === undefined) return undefined
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require'
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword
  return isRequire || isImport ? { from: node.arguments[0], isTypeOnly: false } : undefined
}

function importsOnlyTypes(clause) {
  if (clause === undefined) return false
  return clause.isTypeOnly || (clause.name === undefined && onlyTypes(clause.namedBindings))
}

function onlyTypes(bindings) {
  const isList = bindings !== undefined && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings))
  return isList && bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly)
}
