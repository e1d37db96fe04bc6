import TabItem from '@theme/TabItem';
import Tabs from '@theme/Tabs';
import type { ReactElement, ReactNode } from 'react';
import styles from './tool-tabs.module.css';

/** The tools in which people differ, and how far each is tested here; test/clients/terraform applies the same resources. */
const TOOLS = {
  cli: 'AWS CLI (tested)',
  terraform: 'Terraform (resources tested)',
  eksctl: 'eksctl (not tested here)',
};

interface ToolProps {
  /** Which tool of TOOLS. */
  value: keyof typeof TOOLS;
  children: ReactNode;
}

/** One way to do a step, inside <ToolTabs>. On paper all of them are shown, each under its name. */
export function Tool({ value, children }: ToolProps) {
  return (
    <TabItem value={value}>
      <p className={styles.printed}>{TOOLS[value]}</p>
      {children}
    </TabItem>
  );
}

/** The same step in several tools; the choice holds for all pages. */
export function ToolTabs({ children }: { children: ReactElement<ToolProps>[] }) {
  const values = children.map((tool) => ({ value: tool.props.value, label: TOOLS[tool.props.value] }));
  return (
    <div className={styles.tools}>
      <Tabs groupId="tool" values={values}>
        {children}
      </Tabs>
    </div>
  );
}
