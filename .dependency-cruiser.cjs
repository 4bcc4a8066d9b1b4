/**
 * The import rules of the architecture (docs/architecture.md#imports). For each folder of `src`, one rule lists everything
 * that it may import.
 */

/** Matches Node's modules by name, because dependency-cruiser strips the prefix `node:`. */
const nodeModules = `^(node:)?(${require('node:module').builtinModules.join('|')})$`
const testFile = '[.]test[.]tsx?$'
const packages = (...names) => `node_modules/(${names.join('|')})/`
const folder = (name) => `^src/${name}/`

const rendererPackages = [
  'react',
  'react-dom',
  'react-intl',
  'react-aria-components',
  'react-aria',
  'react-stately',
  '@react-types/[^/]+',
  '@internationalized/[^/]+',
  '@fontsource-variable/inter',
  'lucide-react',
  'unhomoglyph',
  'zustand',
  '@types/react',
  '@types/react-dom',
]

/** Allows the files in `path` to import only what `allowed` lists. Test files have a separate rule. */
function folderRule({ name, path, allowed, except = [], comment }) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path, pathNot: [testFile, ...except] },
    to: { pathNot: allowed },
  }
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Merge two files that need each other, or extract what both need.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'No other rule would apply to an import that does not resolve.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '[?](raw|url|worker)$' },
    },
    {
      name: 'no-test-code',
      comment: 'The product must not contain test files or test doubles.',
      severity: 'error',
      from: { path: '^src/', pathNot: [testFile, folder('testing')] },
      to: { path: [testFile, folder('testing')] },
    },

    folderRule({
      name: 'shared-imports',
      comment: 'All processes use shared, so it must not depend on anything that only one of them has.',
      path: folder('shared'),
      allowed: [folder('shared'), packages('zod')],
    }),
    {
      name: 'contract-without-zod',
      comment: 'Preload and window import only names and types; schemas and zod stay in main.',
      severity: 'error',
      from: { path: '^src/shared/ipc/', pathNot: ['schemas?[.]ts$', '^src/shared/ipc/schemas/', testFile] },
      to: { path: ['^src/shared/ipc/.*schemas?', packages('zod')], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'schemas-only-in-main',
      comment: 'Only main validates what it receives; the bundles of preload and window contain no zod.',
      severity: 'error',
      from: { path: '^src/', pathNot: [folder('main'), '^src/shared/ipc/', testFile] },
      to: { path: '^src/shared/ipc/(.*schemas?[.]ts$|schemas/)' },
    },
    folderRule({
      name: 'core-imports',
      comment: 'The application logic is platform-independent: no Electron, no React, no node:*.',
      path: folder('core'),
      allowed: [folder('core'), folder('shared'), packages('zod')],
    }),
    folderRule({
      name: 'core-lib-imports',
      comment: 'General mechanisms know nothing about the app, so that every part of it can use them.',
      path: folder('core/lib'),
      allowed: [folder('core/lib')],
    }),
    {
      name: 'wire-types-only-in-wordbee',
      comment: 'Only core/wordbee knows the wire format; the rest of the app uses our own models.',
      severity: 'error',
      from: { path: '^(src|e2e)/', pathNot: '^src/core/wordbee/' },
      to: { path: '^src/core/wordbee/wire' },
    },
    folderRule({
      name: 'main-imports',
      comment: 'The shell connects core to the system. Its only library is zod.',
      path: folder('main'),
      except: ['^src/main/demo-mode[.]ts$', '^src/main/adapters/encoding-detector[.]ts$'],
      allowed: [folder('main'), folder('core'), folder('shared'), nodeModules, packages('electron', 'zod')],
    }),
    folderRule({
      name: 'demo-server-only-in-demo-mode',
      comment:
        'Only demo-mode.ts may import the demo server, so that demo mode can be reviewed or removed in one file.',
      path: '^src/main/demo-mode[.]ts$',
      allowed: [
        folder('main'),
        folder('core'),
        folder('shared'),
        folder('demo-server'),
        nodeModules,
        packages('electron', 'zod'),
      ],
    }),
    folderRule({
      name: 'chardet-only-in-its-adapter',
      comment: 'Core detects encodings through a port; only its adapter knows the library.',
      path: '^src/main/adapters/encoding-detector[.]ts$',
      allowed: [folder('core'), packages('chardet')],
    }),
    folderRule({
      name: 'preload-imports',
      comment: 'Preload only builds window.api from the contract: no logic, no libraries, no Node.',
      path: folder('preload'),
      allowed: [folder('preload'), folder('shared'), packages('electron')],
    }),
    folderRule({
      name: 'renderer-imports',
      comment: 'The window has no Node, no Electron and no secrets; it calls main through window.api.',
      path: folder('renderer'),
      allowed: [folder('renderer'), folder('shared'), packages(...rendererPackages)],
    }),
    folderRule({
      name: 'viewer-imports',
      comment: 'The frame that opens untrusted files contains only pdf.js and the messages that it receives.',
      path: folder('viewer'),
      allowed: [folder('viewer'), folder('shared'), packages('pdfjs-dist')],
    }),
    {
      name: 'features-are-independent',
      comment:
        'A feature that imports another cannot be read, tested or removed separately; app composes them.',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/([^/]+)/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'features-below-app',
      comment: 'Imports go from app to features to components and lib, never back.',
      severity: 'error',
      from: { path: '^src/renderer/(features|components|lib)/' },
      to: { path: '^src/renderer/app/' },
    },
    {
      name: 'components-below-features',
      comment: 'Components have only props and events; lib does not depend on any screen.',
      severity: 'error',
      from: { path: '^src/renderer/(components|lib)/' },
      to: { path: ['^src/renderer/features/', packages('zustand')] },
    },
    folderRule({
      name: 'demo-server-imports',
      comment:
        'The demo server shares no code with the client, so that they cannot share a misreading of the API.',
      path: folder('demo-server'),
      allowed: [
        folder('demo-server'),
        nodeModules,
        packages('hono', '@hono/node-server', 'busboy', '@types/busboy', '@types/node'),
      ],
    }),
    folderRule({
      name: 'testing-imports',
      comment: 'Test doubles replace ports, so they do not need the shell.',
      path: folder('testing'),
      allowed: [
        folder('testing'),
        folder('core'),
        folder('shared'),
        folder('demo-server'),
        nodeModules,
        packages('fast-check', 'vitest'),
      ],
    }),
    {
      name: 'unit-test-imports',
      comment: 'A unit test that imports another folder would depend on its internals.',
      severity: 'error',
      from: { path: `^src/([^/]+)/.*${testFile}` },
      to: {
        path: '^src/',
        pathNot: ['^src/$1/', folder('core'), folder('shared'), folder('testing'), folder('demo-server')],
      },
    },
    {
      name: 'e2e-imports',
      comment: 'End-to-end tests use the app as a user does, and import only the demo server and the models.',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^src/', pathNot: [folder('demo-server'), folder('shared')] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|artifacts)/' },
    // The rules apply to type-only imports too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
