import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/dates/styles.css';
import './frame/frame.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueries } from './api/query-client.ts';
import { createPages } from './frame/router.tsx';
import { resolveVariables, theme } from './frame/theme.ts';
import { startText, TextProvider } from './text/text.tsx';

/** The server lets styles in that carry what it wrote into this page. */
const nonce = document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? '';

// Where the part that keeps a page from scrolling behind a drawer looks for it.
Object.assign(globalThis, { __webpack_nonce__: nonce });

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for what it shows');

const queries = createQueries();
const router = createPages(queries);
await startText();
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <TextProvider>
        <QueryClientProvider client={queries}>
          <Notifications position="bottom-center" />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </TextProvider>
    </MantineProvider>
  </StrictMode>,
);
