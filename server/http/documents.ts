import { createRequire } from 'node:module';
import path from 'node:path';
import express, { type Express } from 'express';
import type { ProblemType } from '../kernel/refusal.ts';
import { languageOf } from '../kernel/text.ts';
import { openApiDocument, type Described } from './openapi.ts';
import { problemIndex, problemPage, unknownProblemPage } from './problem-pages.ts';

const SWAGGER_UI = path.dirname(
  createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'),
);

/**
 * What integrators read: the API document, a browsable form of it, and a page for each problem. All of
 * it comes from this server: no script or style of anybody else.
 */
export function mountDocuments(
  app: Express,
  described: Described & { readonly problems: readonly ProblemType<never>[] },
): void {
  let document: string | undefined;
  app.get('/api/openapi.json', (_, response) => {
    // Made at the first look: by then every module has registered its endpoints.
    document ??= JSON.stringify(openApiDocument(described));
    response.type('application/json').send(document);
  });

  app.get('/api/docs', (request, response) => {
    if (!request.path.endsWith('/')) {
      response.redirect(301, '/api/docs/');
      return;
    }
    response.type('html').send(DOCS_PAGE);
  });
  app.get('/api/docs/start.js', (_, response) => {
    response.type('application/javascript').send(DOCS_SCRIPT);
  });
  app.use('/api/docs', express.static(SWAGGER_UI, { index: false, maxAge: '1 day' }));

  app.get('/problems', (request, response) => {
    const language = languageOf(request.headers['accept-language']);
    response.type('html').send(problemIndex(described.problems, language));
  });
  app.get('/problems/:slug', (request, response) => {
    const language = languageOf(request.headers['accept-language']);
    const problem = described.problems.find(({ slug }) => slug === request.params.slug);
    if (!problem) {
      response.status(404).type('html').send(unknownProblemPage(language));
      return;
    }
    response.type('html').send(problemPage(problem, described.endpoints, language));
  });
}

const DOCS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bottega API</title>
<link rel="stylesheet" href="swagger-ui.css">
</head>
<body>
<main id="api"></main>
<script src="swagger-ui-bundle.js"></script>
<script src="start.js"></script>
</body>
</html>
`;

const DOCS_SCRIPT = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'none',
  validatorUrl: null,
});
`;
