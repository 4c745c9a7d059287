import { useEffect, useRef, useState } from "react";
import { definePolicyLookup, type PolicyLookupElement, type PolicyLookupEventMap } from "policy-lookup";
import "policy-lookup/react";

const QUESTIONS = ["轮椅", "失业保险", "健身步道"];

export function App() {
  const lookup = useRef<PolicyLookupElement>(null);
  const [question, setQuestion] = useState(QUESTIONS[0]);
  const [heard, setHeard] = useState("");

  useEffect(() => {
    definePolicyLookup("/zc/");
    const element = lookup.current;
    const listen = ({ detail }: PolicyLookupEventMap["policy-lookup:search"]) =>
      setHeard(`${detail.query}: ${detail.num_hits}`);
    element?.addEventListener("policy-lookup:search", listen);
    return () => element?.removeEventListener("policy-lookup:search", listen);
  }, []);

  return (
    <>
      {QUESTIONS.map((it) => (
        <button key={it} type="button" onClick={() => setQuestion(it)}>
          {it}
        </button>
      ))}
      <button type="button" onClick={() => lookup.current?.clear()}>
        清空
      </button>
      <output>{heard}</output>
      <policy-lookup ref={lookup} mode="elder" query={question}>
        <a href="/zc/policies.html">全部政策条款</a>
      </policy-lookup>
    </>
  );
}
