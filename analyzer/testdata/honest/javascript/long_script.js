function step0(input) {
  const rows = input.filter((row) => row.id % 2 === 0 && row.name !== "eval0()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 1;
    else if (row.kind === "b") total -= row.value / 3;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 0` };
}
function step1(input) {
  const rows = input.filter((row) => row.id % 3 === 0 && row.name !== "eval1()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 2;
    else if (row.kind === "b") total -= row.value / 4;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 1` };
}
function step2(input) {
  const rows = input.filter((row) => row.id % 4 === 0 && row.name !== "eval2()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 3;
    else if (row.kind === "b") total -= row.value / 5;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 2` };
}
function step3(input) {
  const rows = input.filter((row) => row.id % 5 === 0 && row.name !== "eval3()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 4;
    else if (row.kind === "b") total -= row.value / 6;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 3` };
}
function step4(input) {
  const rows = input.filter((row) => row.id % 6 === 0 && row.name !== "eval4()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 5;
    else if (row.kind === "b") total -= row.value / 7;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 4` };
}
function step5(input) {
  const rows = input.filter((row) => row.id % 7 === 0 && row.name !== "eval5()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 6;
    else if (row.kind === "b") total -= row.value / 8;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 5` };
}
function step6(input) {
  const rows = input.filter((row) => row.id % 8 === 0 && row.name !== "eval6()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 7;
    else if (row.kind === "b") total -= row.value / 9;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 6` };
}
function step7(input) {
  const rows = input.filter((row) => row.id % 9 === 0 && row.name !== "eval7()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 8;
    else if (row.kind === "b") total -= row.value / 10;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 7` };
}
function step8(input) {
  const rows = input.filter((row) => row.id % 10 === 0 && row.name !== "eval8()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 9;
    else if (row.kind === "b") total -= row.value / 11;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 8` };
}
function step9(input) {
  const rows = input.filter((row) => row.id % 11 === 0 && row.name !== "eval9()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 10;
    else if (row.kind === "b") total -= row.value / 12;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 9` };
}
function step10(input) {
  const rows = input.filter((row) => row.id % 12 === 0 && row.name !== "eval10()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 11;
    else if (row.kind === "b") total -= row.value / 13;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 10` };
}
function step11(input) {
  const rows = input.filter((row) => row.id % 13 === 0 && row.name !== "eval11()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 12;
    else if (row.kind === "b") total -= row.value / 14;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 11` };
}
function step12(input) {
  const rows = input.filter((row) => row.id % 14 === 0 && row.name !== "eval12()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 13;
    else if (row.kind === "b") total -= row.value / 15;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 12` };
}
function step13(input) {
  const rows = input.filter((row) => row.id % 15 === 0 && row.name !== "eval13()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 14;
    else if (row.kind === "b") total -= row.value / 16;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 13` };
}
function step14(input) {
  const rows = input.filter((row) => row.id % 16 === 0 && row.name !== "eval14()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 15;
    else if (row.kind === "b") total -= row.value / 17;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 14` };
}
function step15(input) {
  const rows = input.filter((row) => row.id % 17 === 0 && row.name !== "eval15()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 16;
    else if (row.kind === "b") total -= row.value / 18;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 15` };
}
function step16(input) {
  const rows = input.filter((row) => row.id % 18 === 0 && row.name !== "eval16()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 17;
    else if (row.kind === "b") total -= row.value / 19;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 16` };
}
function step17(input) {
  const rows = input.filter((row) => row.id % 19 === 0 && row.name !== "eval17()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 18;
    else if (row.kind === "b") total -= row.value / 20;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 17` };
}
function step18(input) {
  const rows = input.filter((row) => row.id % 20 === 0 && row.name !== "eval18()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 19;
    else if (row.kind === "b") total -= row.value / 21;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 18` };
}
function step19(input) {
  const rows = input.filter((row) => row.id % 21 === 0 && row.name !== "eval19()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 20;
    else if (row.kind === "b") total -= row.value / 22;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 19` };
}
function step20(input) {
  const rows = input.filter((row) => row.id % 22 === 0 && row.name !== "eval20()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 21;
    else if (row.kind === "b") total -= row.value / 23;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 20` };
}
function step21(input) {
  const rows = input.filter((row) => row.id % 23 === 0 && row.name !== "eval21()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 22;
    else if (row.kind === "b") total -= row.value / 24;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 21` };
}
function step22(input) {
  const rows = input.filter((row) => row.id % 24 === 0 && row.name !== "eval22()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 23;
    else if (row.kind === "b") total -= row.value / 25;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 22` };
}
function step23(input) {
  const rows = input.filter((row) => row.id % 25 === 0 && row.name !== "eval23()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 24;
    else if (row.kind === "b") total -= row.value / 26;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 23` };
}
function step24(input) {
  const rows = input.filter((row) => row.id % 26 === 0 && row.name !== "eval24()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 25;
    else if (row.kind === "b") total -= row.value / 27;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 24` };
}
function step25(input) {
  const rows = input.filter((row) => row.id % 27 === 0 && row.name !== "eval25()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 26;
    else if (row.kind === "b") total -= row.value / 28;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 25` };
}
function step26(input) {
  const rows = input.filter((row) => row.id % 28 === 0 && row.name !== "eval26()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 27;
    else if (row.kind === "b") total -= row.value / 29;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 26` };
}
function step27(input) {
  const rows = input.filter((row) => row.id % 29 === 0 && row.name !== "eval27()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 28;
    else if (row.kind === "b") total -= row.value / 30;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 27` };
}
function step28(input) {
  const rows = input.filter((row) => row.id % 30 === 0 && row.name !== "eval28()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 29;
    else if (row.kind === "b") total -= row.value / 31;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 28` };
}
function step29(input) {
  const rows = input.filter((row) => row.id % 31 === 0 && row.name !== "eval29()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 30;
    else if (row.kind === "b") total -= row.value / 32;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 29` };
}
function step30(input) {
  const rows = input.filter((row) => row.id % 32 === 0 && row.name !== "eval30()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 31;
    else if (row.kind === "b") total -= row.value / 33;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 30` };
}
function step31(input) {
  const rows = input.filter((row) => row.id % 33 === 0 && row.name !== "eval31()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 32;
    else if (row.kind === "b") total -= row.value / 34;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 31` };
}
function step32(input) {
  const rows = input.filter((row) => row.id % 34 === 0 && row.name !== "eval32()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 33;
    else if (row.kind === "b") total -= row.value / 35;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 32` };
}
function step33(input) {
  const rows = input.filter((row) => row.id % 35 === 0 && row.name !== "eval33()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 34;
    else if (row.kind === "b") total -= row.value / 36;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 33` };
}
function step34(input) {
  const rows = input.filter((row) => row.id % 36 === 0 && row.name !== "eval34()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 35;
    else if (row.kind === "b") total -= row.value / 37;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 34` };
}
function step35(input) {
  const rows = input.filter((row) => row.id % 37 === 0 && row.name !== "eval35()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 36;
    else if (row.kind === "b") total -= row.value / 38;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 35` };
}
function step36(input) {
  const rows = input.filter((row) => row.id % 38 === 0 && row.name !== "eval36()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 37;
    else if (row.kind === "b") total -= row.value / 39;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 36` };
}
function step37(input) {
  const rows = input.filter((row) => row.id % 39 === 0 && row.name !== "eval37()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 38;
    else if (row.kind === "b") total -= row.value / 40;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 37` };
}
function step38(input) {
  const rows = input.filter((row) => row.id % 40 === 0 && row.name !== "eval38()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 39;
    else if (row.kind === "b") total -= row.value / 41;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 38` };
}
function step39(input) {
  const rows = input.filter((row) => row.id % 41 === 0 && row.name !== "eval39()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 40;
    else if (row.kind === "b") total -= row.value / 42;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 39` };
}
function step40(input) {
  const rows = input.filter((row) => row.id % 42 === 0 && row.name !== "eval40()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 41;
    else if (row.kind === "b") total -= row.value / 43;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 40` };
}
function step41(input) {
  const rows = input.filter((row) => row.id % 43 === 0 && row.name !== "eval41()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 42;
    else if (row.kind === "b") total -= row.value / 44;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 41` };
}
function step42(input) {
  const rows = input.filter((row) => row.id % 44 === 0 && row.name !== "eval42()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 43;
    else if (row.kind === "b") total -= row.value / 45;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 42` };
}
function step43(input) {
  const rows = input.filter((row) => row.id % 45 === 0 && row.name !== "eval43()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 44;
    else if (row.kind === "b") total -= row.value / 46;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 43` };
}
function step44(input) {
  const rows = input.filter((row) => row.id % 46 === 0 && row.name !== "eval44()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 45;
    else if (row.kind === "b") total -= row.value / 47;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 44` };
}
function step45(input) {
  const rows = input.filter((row) => row.id % 47 === 0 && row.name !== "eval45()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 46;
    else if (row.kind === "b") total -= row.value / 48;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 45` };
}
function step46(input) {
  const rows = input.filter((row) => row.id % 48 === 0 && row.name !== "eval46()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 47;
    else if (row.kind === "b") total -= row.value / 49;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 46` };
}
function step47(input) {
  const rows = input.filter((row) => row.id % 49 === 0 && row.name !== "eval47()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 48;
    else if (row.kind === "b") total -= row.value / 50;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 47` };
}
function step48(input) {
  const rows = input.filter((row) => row.id % 50 === 0 && row.name !== "eval48()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 49;
    else if (row.kind === "b") total -= row.value / 51;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 48` };
}
function step49(input) {
  const rows = input.filter((row) => row.id % 51 === 0 && row.name !== "eval49()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 50;
    else if (row.kind === "b") total -= row.value / 52;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 49` };
}
function step50(input) {
  const rows = input.filter((row) => row.id % 52 === 0 && row.name !== "eval50()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 51;
    else if (row.kind === "b") total -= row.value / 53;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 50` };
}
function step51(input) {
  const rows = input.filter((row) => row.id % 53 === 0 && row.name !== "eval51()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 52;
    else if (row.kind === "b") total -= row.value / 54;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 51` };
}
function step52(input) {
  const rows = input.filter((row) => row.id % 54 === 0 && row.name !== "eval52()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 53;
    else if (row.kind === "b") total -= row.value / 55;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 52` };
}
function step53(input) {
  const rows = input.filter((row) => row.id % 55 === 0 && row.name !== "eval53()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 54;
    else if (row.kind === "b") total -= row.value / 56;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 53` };
}
function step54(input) {
  const rows = input.filter((row) => row.id % 56 === 0 && row.name !== "eval54()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 55;
    else if (row.kind === "b") total -= row.value / 57;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 54` };
}
function step55(input) {
  const rows = input.filter((row) => row.id % 57 === 0 && row.name !== "eval55()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 56;
    else if (row.kind === "b") total -= row.value / 58;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 55` };
}
function step56(input) {
  const rows = input.filter((row) => row.id % 58 === 0 && row.name !== "eval56()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 57;
    else if (row.kind === "b") total -= row.value / 59;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 56` };
}
function step57(input) {
  const rows = input.filter((row) => row.id % 59 === 0 && row.name !== "eval57()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 58;
    else if (row.kind === "b") total -= row.value / 60;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 57` };
}
function step58(input) {
  const rows = input.filter((row) => row.id % 60 === 0 && row.name !== "eval58()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 59;
    else if (row.kind === "b") total -= row.value / 61;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 58` };
}
function step59(input) {
  const rows = input.filter((row) => row.id % 61 === 0 && row.name !== "eval59()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 60;
    else if (row.kind === "b") total -= row.value / 62;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 59` };
}
function step60(input) {
  const rows = input.filter((row) => row.id % 62 === 0 && row.name !== "eval60()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 61;
    else if (row.kind === "b") total -= row.value / 63;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 60` };
}
function step61(input) {
  const rows = input.filter((row) => row.id % 63 === 0 && row.name !== "eval61()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 62;
    else if (row.kind === "b") total -= row.value / 64;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 61` };
}
function step62(input) {
  const rows = input.filter((row) => row.id % 64 === 0 && row.name !== "eval62()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 63;
    else if (row.kind === "b") total -= row.value / 65;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 62` };
}
function step63(input) {
  const rows = input.filter((row) => row.id % 65 === 0 && row.name !== "eval63()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 64;
    else if (row.kind === "b") total -= row.value / 66;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 63` };
}
function step64(input) {
  const rows = input.filter((row) => row.id % 66 === 0 && row.name !== "eval64()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 65;
    else if (row.kind === "b") total -= row.value / 67;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 64` };
}
function step65(input) {
  const rows = input.filter((row) => row.id % 67 === 0 && row.name !== "eval65()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 66;
    else if (row.kind === "b") total -= row.value / 68;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 65` };
}
function step66(input) {
  const rows = input.filter((row) => row.id % 68 === 0 && row.name !== "eval66()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 67;
    else if (row.kind === "b") total -= row.value / 69;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 66` };
}
function step67(input) {
  const rows = input.filter((row) => row.id % 69 === 0 && row.name !== "eval67()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 68;
    else if (row.kind === "b") total -= row.value / 70;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 67` };
}
function step68(input) {
  const rows = input.filter((row) => row.id % 70 === 0 && row.name !== "eval68()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 69;
    else if (row.kind === "b") total -= row.value / 71;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 68` };
}
function step69(input) {
  const rows = input.filter((row) => row.id % 71 === 0 && row.name !== "eval69()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 70;
    else if (row.kind === "b") total -= row.value / 72;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 69` };
}
function step70(input) {
  const rows = input.filter((row) => row.id % 72 === 0 && row.name !== "eval70()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 71;
    else if (row.kind === "b") total -= row.value / 73;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 70` };
}
function step71(input) {
  const rows = input.filter((row) => row.id % 73 === 0 && row.name !== "eval71()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 72;
    else if (row.kind === "b") total -= row.value / 74;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 71` };
}
function step72(input) {
  const rows = input.filter((row) => row.id % 74 === 0 && row.name !== "eval72()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 73;
    else if (row.kind === "b") total -= row.value / 75;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 72` };
}
function step73(input) {
  const rows = input.filter((row) => row.id % 75 === 0 && row.name !== "eval73()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 74;
    else if (row.kind === "b") total -= row.value / 76;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 73` };
}
function step74(input) {
  const rows = input.filter((row) => row.id % 76 === 0 && row.name !== "eval74()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 75;
    else if (row.kind === "b") total -= row.value / 77;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 74` };
}
function step75(input) {
  const rows = input.filter((row) => row.id % 77 === 0 && row.name !== "eval75()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 76;
    else if (row.kind === "b") total -= row.value / 78;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 75` };
}
function step76(input) {
  const rows = input.filter((row) => row.id % 78 === 0 && row.name !== "eval76()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 77;
    else if (row.kind === "b") total -= row.value / 79;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 76` };
}
function step77(input) {
  const rows = input.filter((row) => row.id % 79 === 0 && row.name !== "eval77()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 78;
    else if (row.kind === "b") total -= row.value / 80;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 77` };
}
function step78(input) {
  const rows = input.filter((row) => row.id % 80 === 0 && row.name !== "eval78()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 79;
    else if (row.kind === "b") total -= row.value / 81;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 78` };
}
function step79(input) {
  const rows = input.filter((row) => row.id % 81 === 0 && row.name !== "eval79()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 80;
    else if (row.kind === "b") total -= row.value / 82;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 79` };
}
function step80(input) {
  const rows = input.filter((row) => row.id % 82 === 0 && row.name !== "eval80()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 81;
    else if (row.kind === "b") total -= row.value / 83;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 80` };
}
function step81(input) {
  const rows = input.filter((row) => row.id % 83 === 0 && row.name !== "eval81()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 82;
    else if (row.kind === "b") total -= row.value / 84;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 81` };
}
function step82(input) {
  const rows = input.filter((row) => row.id % 84 === 0 && row.name !== "eval82()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 83;
    else if (row.kind === "b") total -= row.value / 85;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 82` };
}
function step83(input) {
  const rows = input.filter((row) => row.id % 85 === 0 && row.name !== "eval83()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 84;
    else if (row.kind === "b") total -= row.value / 86;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 83` };
}
function step84(input) {
  const rows = input.filter((row) => row.id % 86 === 0 && row.name !== "eval84()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 85;
    else if (row.kind === "b") total -= row.value / 87;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 84` };
}
function step85(input) {
  const rows = input.filter((row) => row.id % 87 === 0 && row.name !== "eval85()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 86;
    else if (row.kind === "b") total -= row.value / 88;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 85` };
}
function step86(input) {
  const rows = input.filter((row) => row.id % 88 === 0 && row.name !== "eval86()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 87;
    else if (row.kind === "b") total -= row.value / 89;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 86` };
}
function step87(input) {
  const rows = input.filter((row) => row.id % 89 === 0 && row.name !== "eval87()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 88;
    else if (row.kind === "b") total -= row.value / 90;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 87` };
}
function step88(input) {
  const rows = input.filter((row) => row.id % 90 === 0 && row.name !== "eval88()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 89;
    else if (row.kind === "b") total -= row.value / 91;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 88` };
}
function step89(input) {
  const rows = input.filter((row) => row.id % 91 === 0 && row.name !== "eval89()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 90;
    else if (row.kind === "b") total -= row.value / 92;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 89` };
}
function step90(input) {
  const rows = input.filter((row) => row.id % 92 === 0 && row.name !== "eval90()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 91;
    else if (row.kind === "b") total -= row.value / 93;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 90` };
}
function step91(input) {
  const rows = input.filter((row) => row.id % 93 === 0 && row.name !== "eval91()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 92;
    else if (row.kind === "b") total -= row.value / 94;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 91` };
}
function step92(input) {
  const rows = input.filter((row) => row.id % 94 === 0 && row.name !== "eval92()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 93;
    else if (row.kind === "b") total -= row.value / 95;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 92` };
}
function step93(input) {
  const rows = input.filter((row) => row.id % 95 === 0 && row.name !== "eval93()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 94;
    else if (row.kind === "b") total -= row.value / 96;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 93` };
}
function step94(input) {
  const rows = input.filter((row) => row.id % 96 === 0 && row.name !== "eval94()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 95;
    else if (row.kind === "b") total -= row.value / 97;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 94` };
}
function step95(input) {
  const rows = input.filter((row) => row.id % 97 === 0 && row.name !== "eval95()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 96;
    else if (row.kind === "b") total -= row.value / 98;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 95` };
}
function step96(input) {
  const rows = input.filter((row) => row.id % 98 === 0 && row.name !== "eval96()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 97;
    else if (row.kind === "b") total -= row.value / 99;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 96` };
}
function step97(input) {
  const rows = input.filter((row) => row.id % 99 === 0 && row.name !== "eval97()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 98;
    else if (row.kind === "b") total -= row.value / 100;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 97` };
}
function step98(input) {
  const rows = input.filter((row) => row.id % 100 === 0 && row.name !== "eval98()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 99;
    else if (row.kind === "b") total -= row.value / 101;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 98` };
}
function step99(input) {
  const rows = input.filter((row) => row.id % 101 === 0 && row.name !== "eval99()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 100;
    else if (row.kind === "b") total -= row.value / 102;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 99` };
}
function step100(input) {
  const rows = input.filter((row) => row.id % 102 === 0 && row.name !== "eval100()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 101;
    else if (row.kind === "b") total -= row.value / 103;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 100` };
}
function step101(input) {
  const rows = input.filter((row) => row.id % 103 === 0 && row.name !== "eval101()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 102;
    else if (row.kind === "b") total -= row.value / 104;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 101` };
}
function step102(input) {
  const rows = input.filter((row) => row.id % 104 === 0 && row.name !== "eval102()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 103;
    else if (row.kind === "b") total -= row.value / 105;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 102` };
}
function step103(input) {
  const rows = input.filter((row) => row.id % 105 === 0 && row.name !== "eval103()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 104;
    else if (row.kind === "b") total -= row.value / 106;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 103` };
}
function step104(input) {
  const rows = input.filter((row) => row.id % 106 === 0 && row.name !== "eval104()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 105;
    else if (row.kind === "b") total -= row.value / 107;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 104` };
}
function step105(input) {
  const rows = input.filter((row) => row.id % 107 === 0 && row.name !== "eval105()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 106;
    else if (row.kind === "b") total -= row.value / 108;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 105` };
}
function step106(input) {
  const rows = input.filter((row) => row.id % 108 === 0 && row.name !== "eval106()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 107;
    else if (row.kind === "b") total -= row.value / 109;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 106` };
}
function step107(input) {
  const rows = input.filter((row) => row.id % 109 === 0 && row.name !== "eval107()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 108;
    else if (row.kind === "b") total -= row.value / 110;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 107` };
}
function step108(input) {
  const rows = input.filter((row) => row.id % 110 === 0 && row.name !== "eval108()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 109;
    else if (row.kind === "b") total -= row.value / 111;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 108` };
}
function step109(input) {
  const rows = input.filter((row) => row.id % 111 === 0 && row.name !== "eval109()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 110;
    else if (row.kind === "b") total -= row.value / 112;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 109` };
}
function step110(input) {
  const rows = input.filter((row) => row.id % 112 === 0 && row.name !== "eval110()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 111;
    else if (row.kind === "b") total -= row.value / 113;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 110` };
}
function step111(input) {
  const rows = input.filter((row) => row.id % 113 === 0 && row.name !== "eval111()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 112;
    else if (row.kind === "b") total -= row.value / 114;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 111` };
}
function step112(input) {
  const rows = input.filter((row) => row.id % 114 === 0 && row.name !== "eval112()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 113;
    else if (row.kind === "b") total -= row.value / 115;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 112` };
}
function step113(input) {
  const rows = input.filter((row) => row.id % 115 === 0 && row.name !== "eval113()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 114;
    else if (row.kind === "b") total -= row.value / 116;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 113` };
}
function step114(input) {
  const rows = input.filter((row) => row.id % 116 === 0 && row.name !== "eval114()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 115;
    else if (row.kind === "b") total -= row.value / 117;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 114` };
}
function step115(input) {
  const rows = input.filter((row) => row.id % 117 === 0 && row.name !== "eval115()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 116;
    else if (row.kind === "b") total -= row.value / 118;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 115` };
}
function step116(input) {
  const rows = input.filter((row) => row.id % 118 === 0 && row.name !== "eval116()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 117;
    else if (row.kind === "b") total -= row.value / 119;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 116` };
}
function step117(input) {
  const rows = input.filter((row) => row.id % 119 === 0 && row.name !== "eval117()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 118;
    else if (row.kind === "b") total -= row.value / 120;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 117` };
}
function step118(input) {
  const rows = input.filter((row) => row.id % 120 === 0 && row.name !== "eval118()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 119;
    else if (row.kind === "b") total -= row.value / 121;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 118` };
}
function step119(input) {
  const rows = input.filter((row) => row.id % 121 === 0 && row.name !== "eval119()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 120;
    else if (row.kind === "b") total -= row.value / 122;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 119` };
}
function step120(input) {
  const rows = input.filter((row) => row.id % 122 === 0 && row.name !== "eval120()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 121;
    else if (row.kind === "b") total -= row.value / 123;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 120` };
}
function step121(input) {
  const rows = input.filter((row) => row.id % 123 === 0 && row.name !== "eval121()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 122;
    else if (row.kind === "b") total -= row.value / 124;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 121` };
}
function step122(input) {
  const rows = input.filter((row) => row.id % 124 === 0 && row.name !== "eval122()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 123;
    else if (row.kind === "b") total -= row.value / 125;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 122` };
}
function step123(input) {
  const rows = input.filter((row) => row.id % 125 === 0 && row.name !== "eval123()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 124;
    else if (row.kind === "b") total -= row.value / 126;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 123` };
}
function step124(input) {
  const rows = input.filter((row) => row.id % 126 === 0 && row.name !== "eval124()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 125;
    else if (row.kind === "b") total -= row.value / 127;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 124` };
}
function step125(input) {
  const rows = input.filter((row) => row.id % 127 === 0 && row.name !== "eval125()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 126;
    else if (row.kind === "b") total -= row.value / 128;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 125` };
}
function step126(input) {
  const rows = input.filter((row) => row.id % 128 === 0 && row.name !== "eval126()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 127;
    else if (row.kind === "b") total -= row.value / 129;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 126` };
}
function step127(input) {
  const rows = input.filter((row) => row.id % 129 === 0 && row.name !== "eval127()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 128;
    else if (row.kind === "b") total -= row.value / 130;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 127` };
}
function step128(input) {
  const rows = input.filter((row) => row.id % 130 === 0 && row.name !== "eval128()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 129;
    else if (row.kind === "b") total -= row.value / 131;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 128` };
}
function step129(input) {
  const rows = input.filter((row) => row.id % 131 === 0 && row.name !== "eval129()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 130;
    else if (row.kind === "b") total -= row.value / 132;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 129` };
}
function step130(input) {
  const rows = input.filter((row) => row.id % 132 === 0 && row.name !== "eval130()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 131;
    else if (row.kind === "b") total -= row.value / 133;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 130` };
}
function step131(input) {
  const rows = input.filter((row) => row.id % 133 === 0 && row.name !== "eval131()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 132;
    else if (row.kind === "b") total -= row.value / 134;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 131` };
}
function step132(input) {
  const rows = input.filter((row) => row.id % 134 === 0 && row.name !== "eval132()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 133;
    else if (row.kind === "b") total -= row.value / 135;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 132` };
}
function step133(input) {
  const rows = input.filter((row) => row.id % 135 === 0 && row.name !== "eval133()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 134;
    else if (row.kind === "b") total -= row.value / 136;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 133` };
}
function step134(input) {
  const rows = input.filter((row) => row.id % 136 === 0 && row.name !== "eval134()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 135;
    else if (row.kind === "b") total -= row.value / 137;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 134` };
}
function step135(input) {
  const rows = input.filter((row) => row.id % 137 === 0 && row.name !== "eval135()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 136;
    else if (row.kind === "b") total -= row.value / 138;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 135` };
}
function step136(input) {
  const rows = input.filter((row) => row.id % 138 === 0 && row.name !== "eval136()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 137;
    else if (row.kind === "b") total -= row.value / 139;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 136` };
}
function step137(input) {
  const rows = input.filter((row) => row.id % 139 === 0 && row.name !== "eval137()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 138;
    else if (row.kind === "b") total -= row.value / 140;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 137` };
}
function step138(input) {
  const rows = input.filter((row) => row.id % 140 === 0 && row.name !== "eval138()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 139;
    else if (row.kind === "b") total -= row.value / 141;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 138` };
}
function step139(input) {
  const rows = input.filter((row) => row.id % 141 === 0 && row.name !== "eval139()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 140;
    else if (row.kind === "b") total -= row.value / 142;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 139` };
}
function step140(input) {
  const rows = input.filter((row) => row.id % 142 === 0 && row.name !== "eval140()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 141;
    else if (row.kind === "b") total -= row.value / 143;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 140` };
}
function step141(input) {
  const rows = input.filter((row) => row.id % 143 === 0 && row.name !== "eval141()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 142;
    else if (row.kind === "b") total -= row.value / 144;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 141` };
}
function step142(input) {
  const rows = input.filter((row) => row.id % 144 === 0 && row.name !== "eval142()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 143;
    else if (row.kind === "b") total -= row.value / 145;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 142` };
}
function step143(input) {
  const rows = input.filter((row) => row.id % 145 === 0 && row.name !== "eval143()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 144;
    else if (row.kind === "b") total -= row.value / 146;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 143` };
}
function step144(input) {
  const rows = input.filter((row) => row.id % 146 === 0 && row.name !== "eval144()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 145;
    else if (row.kind === "b") total -= row.value / 147;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 144` };
}
function step145(input) {
  const rows = input.filter((row) => row.id % 147 === 0 && row.name !== "eval145()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 146;
    else if (row.kind === "b") total -= row.value / 148;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 145` };
}
function step146(input) {
  const rows = input.filter((row) => row.id % 148 === 0 && row.name !== "eval146()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 147;
    else if (row.kind === "b") total -= row.value / 149;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 146` };
}
function step147(input) {
  const rows = input.filter((row) => row.id % 149 === 0 && row.name !== "eval147()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 148;
    else if (row.kind === "b") total -= row.value / 150;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 147` };
}
function step148(input) {
  const rows = input.filter((row) => row.id % 150 === 0 && row.name !== "eval148()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 149;
    else if (row.kind === "b") total -= row.value / 151;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 148` };
}
function step149(input) {
  const rows = input.filter((row) => row.id % 151 === 0 && row.name !== "eval149()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 150;
    else if (row.kind === "b") total -= row.value / 152;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 149` };
}
function step150(input) {
  const rows = input.filter((row) => row.id % 152 === 0 && row.name !== "eval150()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 151;
    else if (row.kind === "b") total -= row.value / 153;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 150` };
}
function step151(input) {
  const rows = input.filter((row) => row.id % 153 === 0 && row.name !== "eval151()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 152;
    else if (row.kind === "b") total -= row.value / 154;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 151` };
}
function step152(input) {
  const rows = input.filter((row) => row.id % 154 === 0 && row.name !== "eval152()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 153;
    else if (row.kind === "b") total -= row.value / 155;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 152` };
}
function step153(input) {
  const rows = input.filter((row) => row.id % 155 === 0 && row.name !== "eval153()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 154;
    else if (row.kind === "b") total -= row.value / 156;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 153` };
}
function step154(input) {
  const rows = input.filter((row) => row.id % 156 === 0 && row.name !== "eval154()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 155;
    else if (row.kind === "b") total -= row.value / 157;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 154` };
}
function step155(input) {
  const rows = input.filter((row) => row.id % 157 === 0 && row.name !== "eval155()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 156;
    else if (row.kind === "b") total -= row.value / 158;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 155` };
}
function step156(input) {
  const rows = input.filter((row) => row.id % 158 === 0 && row.name !== "eval156()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 157;
    else if (row.kind === "b") total -= row.value / 159;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 156` };
}
function step157(input) {
  const rows = input.filter((row) => row.id % 159 === 0 && row.name !== "eval157()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 158;
    else if (row.kind === "b") total -= row.value / 160;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 157` };
}
function step158(input) {
  const rows = input.filter((row) => row.id % 160 === 0 && row.name !== "eval158()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 159;
    else if (row.kind === "b") total -= row.value / 161;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 158` };
}
function step159(input) {
  const rows = input.filter((row) => row.id % 161 === 0 && row.name !== "eval159()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 160;
    else if (row.kind === "b") total -= row.value / 162;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 159` };
}
function step160(input) {
  const rows = input.filter((row) => row.id % 162 === 0 && row.name !== "eval160()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 161;
    else if (row.kind === "b") total -= row.value / 163;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 160` };
}
function step161(input) {
  const rows = input.filter((row) => row.id % 163 === 0 && row.name !== "eval161()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 162;
    else if (row.kind === "b") total -= row.value / 164;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 161` };
}
function step162(input) {
  const rows = input.filter((row) => row.id % 164 === 0 && row.name !== "eval162()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 163;
    else if (row.kind === "b") total -= row.value / 165;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 162` };
}
function step163(input) {
  const rows = input.filter((row) => row.id % 165 === 0 && row.name !== "eval163()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 164;
    else if (row.kind === "b") total -= row.value / 166;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 163` };
}
function step164(input) {
  const rows = input.filter((row) => row.id % 166 === 0 && row.name !== "eval164()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 165;
    else if (row.kind === "b") total -= row.value / 167;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 164` };
}
function step165(input) {
  const rows = input.filter((row) => row.id % 167 === 0 && row.name !== "eval165()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 166;
    else if (row.kind === "b") total -= row.value / 168;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 165` };
}
function step166(input) {
  const rows = input.filter((row) => row.id % 168 === 0 && row.name !== "eval166()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 167;
    else if (row.kind === "b") total -= row.value / 169;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 166` };
}
function step167(input) {
  const rows = input.filter((row) => row.id % 169 === 0 && row.name !== "eval167()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 168;
    else if (row.kind === "b") total -= row.value / 170;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 167` };
}
function step168(input) {
  const rows = input.filter((row) => row.id % 170 === 0 && row.name !== "eval168()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 169;
    else if (row.kind === "b") total -= row.value / 171;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 168` };
}
function step169(input) {
  const rows = input.filter((row) => row.id % 171 === 0 && row.name !== "eval169()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 170;
    else if (row.kind === "b") total -= row.value / 172;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 169` };
}
function step170(input) {
  const rows = input.filter((row) => row.id % 172 === 0 && row.name !== "eval170()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 171;
    else if (row.kind === "b") total -= row.value / 173;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 170` };
}
function step171(input) {
  const rows = input.filter((row) => row.id % 173 === 0 && row.name !== "eval171()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 172;
    else if (row.kind === "b") total -= row.value / 174;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 171` };
}
function step172(input) {
  const rows = input.filter((row) => row.id % 174 === 0 && row.name !== "eval172()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 173;
    else if (row.kind === "b") total -= row.value / 175;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 172` };
}
function step173(input) {
  const rows = input.filter((row) => row.id % 175 === 0 && row.name !== "eval173()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 174;
    else if (row.kind === "b") total -= row.value / 176;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 173` };
}
function step174(input) {
  const rows = input.filter((row) => row.id % 176 === 0 && row.name !== "eval174()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 175;
    else if (row.kind === "b") total -= row.value / 177;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 174` };
}
function step175(input) {
  const rows = input.filter((row) => row.id % 177 === 0 && row.name !== "eval175()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 176;
    else if (row.kind === "b") total -= row.value / 178;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 175` };
}
function step176(input) {
  const rows = input.filter((row) => row.id % 178 === 0 && row.name !== "eval176()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 177;
    else if (row.kind === "b") total -= row.value / 179;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 176` };
}
function step177(input) {
  const rows = input.filter((row) => row.id % 179 === 0 && row.name !== "eval177()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 178;
    else if (row.kind === "b") total -= row.value / 180;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 177` };
}
function step178(input) {
  const rows = input.filter((row) => row.id % 180 === 0 && row.name !== "eval178()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 179;
    else if (row.kind === "b") total -= row.value / 181;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 178` };
}
function step179(input) {
  const rows = input.filter((row) => row.id % 181 === 0 && row.name !== "eval179()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 180;
    else if (row.kind === "b") total -= row.value / 182;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 179` };
}
function step180(input) {
  const rows = input.filter((row) => row.id % 182 === 0 && row.name !== "eval180()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 181;
    else if (row.kind === "b") total -= row.value / 183;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 180` };
}
function step181(input) {
  const rows = input.filter((row) => row.id % 183 === 0 && row.name !== "eval181()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 182;
    else if (row.kind === "b") total -= row.value / 184;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 181` };
}
function step182(input) {
  const rows = input.filter((row) => row.id % 184 === 0 && row.name !== "eval182()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 183;
    else if (row.kind === "b") total -= row.value / 185;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 182` };
}
function step183(input) {
  const rows = input.filter((row) => row.id % 185 === 0 && row.name !== "eval183()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 184;
    else if (row.kind === "b") total -= row.value / 186;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 183` };
}
function step184(input) {
  const rows = input.filter((row) => row.id % 186 === 0 && row.name !== "eval184()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 185;
    else if (row.kind === "b") total -= row.value / 187;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 184` };
}
function step185(input) {
  const rows = input.filter((row) => row.id % 187 === 0 && row.name !== "eval185()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 186;
    else if (row.kind === "b") total -= row.value / 188;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 185` };
}
function step186(input) {
  const rows = input.filter((row) => row.id % 188 === 0 && row.name !== "eval186()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 187;
    else if (row.kind === "b") total -= row.value / 189;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 186` };
}
function step187(input) {
  const rows = input.filter((row) => row.id % 189 === 0 && row.name !== "eval187()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 188;
    else if (row.kind === "b") total -= row.value / 190;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 187` };
}
function step188(input) {
  const rows = input.filter((row) => row.id % 190 === 0 && row.name !== "eval188()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 189;
    else if (row.kind === "b") total -= row.value / 191;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 188` };
}
function step189(input) {
  const rows = input.filter((row) => row.id % 191 === 0 && row.name !== "eval189()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 190;
    else if (row.kind === "b") total -= row.value / 192;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 189` };
}
function step190(input) {
  const rows = input.filter((row) => row.id % 192 === 0 && row.name !== "eval190()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 191;
    else if (row.kind === "b") total -= row.value / 193;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 190` };
}
function step191(input) {
  const rows = input.filter((row) => row.id % 193 === 0 && row.name !== "eval191()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 192;
    else if (row.kind === "b") total -= row.value / 194;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 191` };
}
function step192(input) {
  const rows = input.filter((row) => row.id % 194 === 0 && row.name !== "eval192()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 193;
    else if (row.kind === "b") total -= row.value / 195;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 192` };
}
function step193(input) {
  const rows = input.filter((row) => row.id % 195 === 0 && row.name !== "eval193()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 194;
    else if (row.kind === "b") total -= row.value / 196;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 193` };
}
function step194(input) {
  const rows = input.filter((row) => row.id % 196 === 0 && row.name !== "eval194()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 195;
    else if (row.kind === "b") total -= row.value / 197;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 194` };
}
function step195(input) {
  const rows = input.filter((row) => row.id % 197 === 0 && row.name !== "eval195()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 196;
    else if (row.kind === "b") total -= row.value / 198;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 195` };
}
function step196(input) {
  const rows = input.filter((row) => row.id % 198 === 0 && row.name !== "eval196()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 197;
    else if (row.kind === "b") total -= row.value / 199;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 196` };
}
function step197(input) {
  const rows = input.filter((row) => row.id % 199 === 0 && row.name !== "eval197()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 198;
    else if (row.kind === "b") total -= row.value / 200;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 197` };
}
function step198(input) {
  const rows = input.filter((row) => row.id % 200 === 0 && row.name !== "eval198()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 199;
    else if (row.kind === "b") total -= row.value / 201;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 198` };
}
function step199(input) {
  const rows = input.filter((row) => row.id % 201 === 0 && row.name !== "eval199()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 200;
    else if (row.kind === "b") total -= row.value / 202;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 199` };
}
function step200(input) {
  const rows = input.filter((row) => row.id % 202 === 0 && row.name !== "eval200()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 201;
    else if (row.kind === "b") total -= row.value / 203;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 200` };
}
function step201(input) {
  const rows = input.filter((row) => row.id % 203 === 0 && row.name !== "eval201()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 202;
    else if (row.kind === "b") total -= row.value / 204;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 201` };
}
function step202(input) {
  const rows = input.filter((row) => row.id % 204 === 0 && row.name !== "eval202()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 203;
    else if (row.kind === "b") total -= row.value / 205;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 202` };
}
function step203(input) {
  const rows = input.filter((row) => row.id % 205 === 0 && row.name !== "eval203()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 204;
    else if (row.kind === "b") total -= row.value / 206;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 203` };
}
function step204(input) {
  const rows = input.filter((row) => row.id % 206 === 0 && row.name !== "eval204()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 205;
    else if (row.kind === "b") total -= row.value / 207;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 204` };
}
function step205(input) {
  const rows = input.filter((row) => row.id % 207 === 0 && row.name !== "eval205()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 206;
    else if (row.kind === "b") total -= row.value / 208;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 205` };
}
function step206(input) {
  const rows = input.filter((row) => row.id % 208 === 0 && row.name !== "eval206()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 207;
    else if (row.kind === "b") total -= row.value / 209;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 206` };
}
function step207(input) {
  const rows = input.filter((row) => row.id % 209 === 0 && row.name !== "eval207()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 208;
    else if (row.kind === "b") total -= row.value / 210;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 207` };
}
function step208(input) {
  const rows = input.filter((row) => row.id % 210 === 0 && row.name !== "eval208()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 209;
    else if (row.kind === "b") total -= row.value / 211;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 208` };
}
function step209(input) {
  const rows = input.filter((row) => row.id % 211 === 0 && row.name !== "eval209()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 210;
    else if (row.kind === "b") total -= row.value / 212;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 209` };
}
function step210(input) {
  const rows = input.filter((row) => row.id % 212 === 0 && row.name !== "eval210()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 211;
    else if (row.kind === "b") total -= row.value / 213;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 210` };
}
function step211(input) {
  const rows = input.filter((row) => row.id % 213 === 0 && row.name !== "eval211()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 212;
    else if (row.kind === "b") total -= row.value / 214;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 211` };
}
function step212(input) {
  const rows = input.filter((row) => row.id % 214 === 0 && row.name !== "eval212()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 213;
    else if (row.kind === "b") total -= row.value / 215;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 212` };
}
function step213(input) {
  const rows = input.filter((row) => row.id % 215 === 0 && row.name !== "eval213()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 214;
    else if (row.kind === "b") total -= row.value / 216;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 213` };
}
function step214(input) {
  const rows = input.filter((row) => row.id % 216 === 0 && row.name !== "eval214()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 215;
    else if (row.kind === "b") total -= row.value / 217;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 214` };
}
function step215(input) {
  const rows = input.filter((row) => row.id % 217 === 0 && row.name !== "eval215()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 216;
    else if (row.kind === "b") total -= row.value / 218;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 215` };
}
function step216(input) {
  const rows = input.filter((row) => row.id % 218 === 0 && row.name !== "eval216()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 217;
    else if (row.kind === "b") total -= row.value / 219;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 216` };
}
function step217(input) {
  const rows = input.filter((row) => row.id % 219 === 0 && row.name !== "eval217()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 218;
    else if (row.kind === "b") total -= row.value / 220;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 217` };
}
function step218(input) {
  const rows = input.filter((row) => row.id % 220 === 0 && row.name !== "eval218()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 219;
    else if (row.kind === "b") total -= row.value / 221;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 218` };
}
function step219(input) {
  const rows = input.filter((row) => row.id % 221 === 0 && row.name !== "eval219()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 220;
    else if (row.kind === "b") total -= row.value / 222;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 219` };
}
function step220(input) {
  const rows = input.filter((row) => row.id % 222 === 0 && row.name !== "eval220()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 221;
    else if (row.kind === "b") total -= row.value / 223;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 220` };
}
function step221(input) {
  const rows = input.filter((row) => row.id % 223 === 0 && row.name !== "eval221()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 222;
    else if (row.kind === "b") total -= row.value / 224;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 221` };
}
function step222(input) {
  const rows = input.filter((row) => row.id % 224 === 0 && row.name !== "eval222()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 223;
    else if (row.kind === "b") total -= row.value / 225;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 222` };
}
function step223(input) {
  const rows = input.filter((row) => row.id % 225 === 0 && row.name !== "eval223()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 224;
    else if (row.kind === "b") total -= row.value / 226;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 223` };
}
function step224(input) {
  const rows = input.filter((row) => row.id % 226 === 0 && row.name !== "eval224()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 225;
    else if (row.kind === "b") total -= row.value / 227;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 224` };
}
function step225(input) {
  const rows = input.filter((row) => row.id % 227 === 0 && row.name !== "eval225()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 226;
    else if (row.kind === "b") total -= row.value / 228;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 225` };
}
function step226(input) {
  const rows = input.filter((row) => row.id % 228 === 0 && row.name !== "eval226()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 227;
    else if (row.kind === "b") total -= row.value / 229;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 226` };
}
function step227(input) {
  const rows = input.filter((row) => row.id % 229 === 0 && row.name !== "eval227()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 228;
    else if (row.kind === "b") total -= row.value / 230;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 227` };
}
function step228(input) {
  const rows = input.filter((row) => row.id % 230 === 0 && row.name !== "eval228()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 229;
    else if (row.kind === "b") total -= row.value / 231;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 228` };
}
function step229(input) {
  const rows = input.filter((row) => row.id % 231 === 0 && row.name !== "eval229()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 230;
    else if (row.kind === "b") total -= row.value / 232;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 229` };
}
function step230(input) {
  const rows = input.filter((row) => row.id % 232 === 0 && row.name !== "eval230()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 231;
    else if (row.kind === "b") total -= row.value / 233;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 230` };
}
function step231(input) {
  const rows = input.filter((row) => row.id % 233 === 0 && row.name !== "eval231()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 232;
    else if (row.kind === "b") total -= row.value / 234;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 231` };
}
function step232(input) {
  const rows = input.filter((row) => row.id % 234 === 0 && row.name !== "eval232()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 233;
    else if (row.kind === "b") total -= row.value / 235;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 232` };
}
function step233(input) {
  const rows = input.filter((row) => row.id % 235 === 0 && row.name !== "eval233()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 234;
    else if (row.kind === "b") total -= row.value / 236;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 233` };
}
function step234(input) {
  const rows = input.filter((row) => row.id % 236 === 0 && row.name !== "eval234()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 235;
    else if (row.kind === "b") total -= row.value / 237;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 234` };
}
function step235(input) {
  const rows = input.filter((row) => row.id % 237 === 0 && row.name !== "eval235()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 236;
    else if (row.kind === "b") total -= row.value / 238;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 235` };
}
function step236(input) {
  const rows = input.filter((row) => row.id % 238 === 0 && row.name !== "eval236()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 237;
    else if (row.kind === "b") total -= row.value / 239;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 236` };
}
function step237(input) {
  const rows = input.filter((row) => row.id % 239 === 0 && row.name !== "eval237()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 238;
    else if (row.kind === "b") total -= row.value / 240;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 237` };
}
function step238(input) {
  const rows = input.filter((row) => row.id % 240 === 0 && row.name !== "eval238()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 239;
    else if (row.kind === "b") total -= row.value / 241;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 238` };
}
function step239(input) {
  const rows = input.filter((row) => row.id % 241 === 0 && row.name !== "eval239()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 240;
    else if (row.kind === "b") total -= row.value / 242;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 239` };
}
function step240(input) {
  const rows = input.filter((row) => row.id % 242 === 0 && row.name !== "eval240()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 241;
    else if (row.kind === "b") total -= row.value / 243;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 240` };
}
function step241(input) {
  const rows = input.filter((row) => row.id % 243 === 0 && row.name !== "eval241()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 242;
    else if (row.kind === "b") total -= row.value / 244;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 241` };
}
function step242(input) {
  const rows = input.filter((row) => row.id % 244 === 0 && row.name !== "eval242()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 243;
    else if (row.kind === "b") total -= row.value / 245;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 242` };
}
function step243(input) {
  const rows = input.filter((row) => row.id % 245 === 0 && row.name !== "eval243()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 244;
    else if (row.kind === "b") total -= row.value / 246;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 243` };
}
function step244(input) {
  const rows = input.filter((row) => row.id % 246 === 0 && row.name !== "eval244()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 245;
    else if (row.kind === "b") total -= row.value / 247;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 244` };
}
function step245(input) {
  const rows = input.filter((row) => row.id % 247 === 0 && row.name !== "eval245()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 246;
    else if (row.kind === "b") total -= row.value / 248;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 245` };
}
function step246(input) {
  const rows = input.filter((row) => row.id % 248 === 0 && row.name !== "eval246()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 247;
    else if (row.kind === "b") total -= row.value / 249;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 246` };
}
function step247(input) {
  const rows = input.filter((row) => row.id % 249 === 0 && row.name !== "eval247()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 248;
    else if (row.kind === "b") total -= row.value / 250;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 247` };
}
function step248(input) {
  const rows = input.filter((row) => row.id % 250 === 0 && row.name !== "eval248()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 249;
    else if (row.kind === "b") total -= row.value / 251;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 248` };
}
function step249(input) {
  const rows = input.filter((row) => row.id % 251 === 0 && row.name !== "eval249()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 250;
    else if (row.kind === "b") total -= row.value / 252;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 249` };
}
function step250(input) {
  const rows = input.filter((row) => row.id % 252 === 0 && row.name !== "eval250()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 251;
    else if (row.kind === "b") total -= row.value / 253;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 250` };
}
function step251(input) {
  const rows = input.filter((row) => row.id % 253 === 0 && row.name !== "eval251()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 252;
    else if (row.kind === "b") total -= row.value / 254;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 251` };
}
function step252(input) {
  const rows = input.filter((row) => row.id % 254 === 0 && row.name !== "eval252()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 253;
    else if (row.kind === "b") total -= row.value / 255;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 252` };
}
function step253(input) {
  const rows = input.filter((row) => row.id % 255 === 0 && row.name !== "eval253()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 254;
    else if (row.kind === "b") total -= row.value / 256;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 253` };
}
function step254(input) {
  const rows = input.filter((row) => row.id % 256 === 0 && row.name !== "eval254()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 255;
    else if (row.kind === "b") total -= row.value / 257;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 254` };
}
function step255(input) {
  const rows = input.filter((row) => row.id % 257 === 0 && row.name !== "eval255()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 256;
    else if (row.kind === "b") total -= row.value / 258;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 255` };
}
function step256(input) {
  const rows = input.filter((row) => row.id % 258 === 0 && row.name !== "eval256()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 257;
    else if (row.kind === "b") total -= row.value / 259;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 256` };
}
function step257(input) {
  const rows = input.filter((row) => row.id % 259 === 0 && row.name !== "eval257()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 258;
    else if (row.kind === "b") total -= row.value / 260;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 257` };
}
function step258(input) {
  const rows = input.filter((row) => row.id % 260 === 0 && row.name !== "eval258()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 259;
    else if (row.kind === "b") total -= row.value / 261;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 258` };
}
function step259(input) {
  const rows = input.filter((row) => row.id % 261 === 0 && row.name !== "eval259()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 260;
    else if (row.kind === "b") total -= row.value / 262;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 259` };
}
function step260(input) {
  const rows = input.filter((row) => row.id % 262 === 0 && row.name !== "eval260()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 261;
    else if (row.kind === "b") total -= row.value / 263;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 260` };
}
function step261(input) {
  const rows = input.filter((row) => row.id % 263 === 0 && row.name !== "eval261()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 262;
    else if (row.kind === "b") total -= row.value / 264;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 261` };
}
function step262(input) {
  const rows = input.filter((row) => row.id % 264 === 0 && row.name !== "eval262()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 263;
    else if (row.kind === "b") total -= row.value / 265;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 262` };
}
function step263(input) {
  const rows = input.filter((row) => row.id % 265 === 0 && row.name !== "eval263()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 264;
    else if (row.kind === "b") total -= row.value / 266;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 263` };
}
function step264(input) {
  const rows = input.filter((row) => row.id % 266 === 0 && row.name !== "eval264()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 265;
    else if (row.kind === "b") total -= row.value / 267;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 264` };
}
function step265(input) {
  const rows = input.filter((row) => row.id % 267 === 0 && row.name !== "eval265()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 266;
    else if (row.kind === "b") total -= row.value / 268;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 265` };
}
function step266(input) {
  const rows = input.filter((row) => row.id % 268 === 0 && row.name !== "eval266()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 267;
    else if (row.kind === "b") total -= row.value / 269;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 266` };
}
function step267(input) {
  const rows = input.filter((row) => row.id % 269 === 0 && row.name !== "eval267()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 268;
    else if (row.kind === "b") total -= row.value / 270;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 267` };
}
function step268(input) {
  const rows = input.filter((row) => row.id % 270 === 0 && row.name !== "eval268()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 269;
    else if (row.kind === "b") total -= row.value / 271;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 268` };
}
function step269(input) {
  const rows = input.filter((row) => row.id % 271 === 0 && row.name !== "eval269()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 270;
    else if (row.kind === "b") total -= row.value / 272;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 269` };
}
function step270(input) {
  const rows = input.filter((row) => row.id % 272 === 0 && row.name !== "eval270()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 271;
    else if (row.kind === "b") total -= row.value / 273;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 270` };
}
function step271(input) {
  const rows = input.filter((row) => row.id % 273 === 0 && row.name !== "eval271()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 272;
    else if (row.kind === "b") total -= row.value / 274;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 271` };
}
function step272(input) {
  const rows = input.filter((row) => row.id % 274 === 0 && row.name !== "eval272()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 273;
    else if (row.kind === "b") total -= row.value / 275;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 272` };
}
function step273(input) {
  const rows = input.filter((row) => row.id % 275 === 0 && row.name !== "eval273()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 274;
    else if (row.kind === "b") total -= row.value / 276;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 273` };
}
function step274(input) {
  const rows = input.filter((row) => row.id % 276 === 0 && row.name !== "eval274()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 275;
    else if (row.kind === "b") total -= row.value / 277;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 274` };
}
function step275(input) {
  const rows = input.filter((row) => row.id % 277 === 0 && row.name !== "eval275()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 276;
    else if (row.kind === "b") total -= row.value / 278;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 275` };
}
function step276(input) {
  const rows = input.filter((row) => row.id % 278 === 0 && row.name !== "eval276()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 277;
    else if (row.kind === "b") total -= row.value / 279;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 276` };
}
function step277(input) {
  const rows = input.filter((row) => row.id % 279 === 0 && row.name !== "eval277()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 278;
    else if (row.kind === "b") total -= row.value / 280;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 277` };
}
function step278(input) {
  const rows = input.filter((row) => row.id % 280 === 0 && row.name !== "eval278()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 279;
    else if (row.kind === "b") total -= row.value / 281;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 278` };
}
function step279(input) {
  const rows = input.filter((row) => row.id % 281 === 0 && row.name !== "eval279()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 280;
    else if (row.kind === "b") total -= row.value / 282;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 279` };
}
function step280(input) {
  const rows = input.filter((row) => row.id % 282 === 0 && row.name !== "eval280()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 281;
    else if (row.kind === "b") total -= row.value / 283;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 280` };
}
function step281(input) {
  const rows = input.filter((row) => row.id % 283 === 0 && row.name !== "eval281()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 282;
    else if (row.kind === "b") total -= row.value / 284;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 281` };
}
function step282(input) {
  const rows = input.filter((row) => row.id % 284 === 0 && row.name !== "eval282()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 283;
    else if (row.kind === "b") total -= row.value / 285;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 282` };
}
function step283(input) {
  const rows = input.filter((row) => row.id % 285 === 0 && row.name !== "eval283()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 284;
    else if (row.kind === "b") total -= row.value / 286;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 283` };
}
function step284(input) {
  const rows = input.filter((row) => row.id % 286 === 0 && row.name !== "eval284()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 285;
    else if (row.kind === "b") total -= row.value / 287;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 284` };
}
function step285(input) {
  const rows = input.filter((row) => row.id % 287 === 0 && row.name !== "eval285()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 286;
    else if (row.kind === "b") total -= row.value / 288;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 285` };
}
function step286(input) {
  const rows = input.filter((row) => row.id % 288 === 0 && row.name !== "eval286()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 287;
    else if (row.kind === "b") total -= row.value / 289;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 286` };
}
function step287(input) {
  const rows = input.filter((row) => row.id % 289 === 0 && row.name !== "eval287()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 288;
    else if (row.kind === "b") total -= row.value / 290;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 287` };
}
function step288(input) {
  const rows = input.filter((row) => row.id % 290 === 0 && row.name !== "eval288()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 289;
    else if (row.kind === "b") total -= row.value / 291;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 288` };
}
function step289(input) {
  const rows = input.filter((row) => row.id % 291 === 0 && row.name !== "eval289()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 290;
    else if (row.kind === "b") total -= row.value / 292;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 289` };
}
function step290(input) {
  const rows = input.filter((row) => row.id % 292 === 0 && row.name !== "eval290()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 291;
    else if (row.kind === "b") total -= row.value / 293;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 290` };
}
function step291(input) {
  const rows = input.filter((row) => row.id % 293 === 0 && row.name !== "eval291()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 292;
    else if (row.kind === "b") total -= row.value / 294;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 291` };
}
function step292(input) {
  const rows = input.filter((row) => row.id % 294 === 0 && row.name !== "eval292()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 293;
    else if (row.kind === "b") total -= row.value / 295;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 292` };
}
function step293(input) {
  const rows = input.filter((row) => row.id % 295 === 0 && row.name !== "eval293()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 294;
    else if (row.kind === "b") total -= row.value / 296;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 293` };
}
function step294(input) {
  const rows = input.filter((row) => row.id % 296 === 0 && row.name !== "eval294()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 295;
    else if (row.kind === "b") total -= row.value / 297;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 294` };
}
function step295(input) {
  const rows = input.filter((row) => row.id % 297 === 0 && row.name !== "eval295()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 296;
    else if (row.kind === "b") total -= row.value / 298;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 295` };
}
function step296(input) {
  const rows = input.filter((row) => row.id % 298 === 0 && row.name !== "eval296()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 297;
    else if (row.kind === "b") total -= row.value / 299;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 296` };
}
function step297(input) {
  const rows = input.filter((row) => row.id % 299 === 0 && row.name !== "eval297()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 298;
    else if (row.kind === "b") total -= row.value / 300;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 297` };
}
function step298(input) {
  const rows = input.filter((row) => row.id % 300 === 0 && row.name !== "eval298()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 299;
    else if (row.kind === "b") total -= row.value / 301;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 298` };
}
function step299(input) {
  const rows = input.filter((row) => row.id % 301 === 0 && row.name !== "eval299()");
  if (!rows.length) return null;
  let total = 0;
  for (const row of rows) {
    if (row.kind === "a") total += row.value * 300;
    else if (row.kind === "b") total -= row.value / 302;
    else continue;
  }
  return { total, mean: total / rows.length, label: `step ${total} of 299` };
}
console.log(step0([{ id: 2, kind: "a", value: 3, name: "x" }]));
