import MDXComponents from '@theme-original/MDXComponents';
import { Agenda } from '../../components/agenda.tsx';
import { ErrorIndex } from '../../components/error-index.tsx';
import { Glossary } from '../../components/glossary.tsx';
import { SelfCheck } from '../../components/self-check.tsx';
import { Source } from '../../components/source.tsx';
import { Term } from '../../components/term.tsx';
import { Tool, ToolTabs } from '../../components/tool-tabs.tsx';

/** What pages may use without importing it. */
export default { ...MDXComponents, Agenda, ErrorIndex, Glossary, SelfCheck, Source, Term, Tool, ToolTabs };
